import { defineService } from '@callmesh/service-defaults';
import { LlmEngine } from './adapters/llm/llm-engine.js';
import { CustomerProblems } from './adapters/tables/customer-problems.js';
import { Definitions } from './adapters/tables/definitions.js';
import { LlmQuarantine } from './adapters/tables/llm-quarantine.js';
import { LlmUsage } from './adapters/tables/llm-usage.js';
import { ScorecardHistory } from './adapters/tables/scorecard-history.js';
import { TenantRules } from './adapters/tenant-rules.js';
import { TenantScorecards } from './adapters/tenant-scorecards.js';
import { AnalyseJob } from './commands/analyse-call/analyse.job.js';
import { ReadCall } from './commands/analyse-call/read-call.js';
import { BackfillTrackerJob } from './commands/backfill-tracker/backfill-tracker.job.js';
import { CompetitorsController } from './commands/name-competitors/competitors.controller.js';
import { KindsController } from './commands/define-kind/kinds.controller.js';
import { TrackersController } from './commands/define-tracker/trackers.controller.js';
import { BeginReanalysisJob } from './commands/reanalyse/begin-reanalysis.job.js';
import { ReanalyseJob } from './commands/reanalyse/reanalyse.job.js';
import { ReanalysesController } from './commands/reanalyse/reanalyses.controller.js';
import { RulesController } from './commands/replace-rules/rules.controller.js';
import { RetireLlmAnswers } from './commands/retention/retire-llm-answers.retention.js';
import { ScorecardsController } from './commands/manage-scorecards/scorecards.controller.js';
import { engineProviders } from './engine.js';
import { CompetitorLists1764300000600 } from './migrations/competitor-lists.js';
import { Definitions1764300000200 } from './migrations/definitions.js';
import { LlmTables1764300000100 } from './migrations/llm-tables.js';
import { ScorecardTables1764300000400 } from './migrations/scorecard-tables.js';
import { Reanalyses1764300000500 } from './migrations/reanalyses.js';
import { TrackerTables1764300000300 } from './migrations/tracker-tables.js';
import { AnalysisController } from './projections/analysis.controller.js';
import { LlmController } from './projections/llm.controller.js';
import { TrackedController } from './projections/tracked.controller.js';
import { AnalyseWhenCallRetranscribed } from './reactors/analyse-when-call-retranscribed.reactor.js';
import { AnalyseWhenCallTranscribed } from './reactors/analyse-when-call-transcribed.reactor.js';
import { ForgetWhenConversationErased } from './reactors/forget-when-conversation-erased.reactor.js';

export const service = defineService({
  name: 'extraction',
  outside: ({ LLM_BASE_URL: url }) => [{ name: 'llm', url }],
  migrations: [LlmTables1764300000100, Definitions1764300000200, TrackerTables1764300000300, ScorecardTables1764300000400, Reanalyses1764300000500, CompetitorLists1764300000600],
  controllers: [AnalysisController, ReanalysesController, LlmController, TrackedController, KindsController, TrackersController, RulesController, CompetitorsController, ScorecardsController],
  reactors: [AnalyseWhenCallTranscribed, AnalyseWhenCallRetranscribed, ForgetWhenConversationErased],
  inlineProjections: [],
  asyncProjections: [],
  retention: [RetireLlmAnswers],
  jobs: [AnalyseJob, BeginReanalysisJob, ReanalyseJob, BackfillTrackerJob],
  forgets: [{ table: 'heard_transcripts' }, { table: 'tracker_hits' }, { table: 'llm_quarantined' }, { table: 'customer_problems' }, { table: 'reanalysis_calls' }],
  providers: [...engineProviders, ReadCall, TenantRules, Definitions, LlmEngine, LlmUsage, LlmQuarantine, ScorecardHistory, TenantScorecards, CustomerProblems],
});
