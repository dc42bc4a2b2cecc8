import { defineService } from '@callmesh/service-defaults';
import { LlmEngine } from './adapters/llm/llm-engine.js';
import { LlmQuarantine } from './adapters/tables/llm-quarantine.js';
import { Definitions } from './adapters/tables/definitions.js';
import { TenantRules } from './adapters/tenant-rules.js';
import { LlmUsage } from './adapters/tables/llm-usage.js';
import { AnalyseJob } from './commands/analyse-call/analyse.job.js';
import { KindsController } from './commands/define-kind/kinds.controller.js';
import { ReadCall } from './commands/analyse-call/read-call.js';
import { engineProviders } from './engine.js';
import { Definitions1764300000200 } from './migrations/definitions.js';
import { LlmTables1764300000100 } from './migrations/llm-tables.js';
import { AnalysisController } from './projections/analysis.controller.js';
import { LlmController } from './projections/llm.controller.js';
import { AnalyseWhenCallTranscribed } from './reactors/analyse-when-call-transcribed.reactor.js';

export const service = defineService({
  name: 'extraction',
  outside: ({ LLM_BASE_URL: url }) => [{ name: 'llm', url }],
  migrations: [LlmTables1764300000100, Definitions1764300000200],
  controllers: [AnalysisController, LlmController, KindsController],
  reactors: [AnalyseWhenCallTranscribed],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [AnalyseJob],
  providers: [...engineProviders, ReadCall, TenantRules, Definitions, LlmEngine, LlmUsage, LlmQuarantine],
});
