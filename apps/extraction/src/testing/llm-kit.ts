import { createTestService, type TestService } from '@callmesh/testing';
import { loadEnvironment } from '@callmesh/service-defaults';
import { LlmEngine } from '../adapters/llm/llm-engine.js';
import { LlmQuarantine } from '../adapters/tables/llm-quarantine.js';
import { LlmUsage } from '../adapters/tables/llm-usage.js';
import { ReadCall, type CallToRead } from '../commands/analyse-call/read-call.js';
import { bundledRulePacks } from '../adapters/rule-packs.adapter.js';
import { Definitions } from '../adapters/tables/definitions.js';
import { TenantRules } from '../adapters/tenant-rules.js';
import { localEngine } from '../domain/analyse.js';
import { Definitions1764300000200 } from '../migrations/definitions.js';
import type { EngineAnswer } from '../domain/finding.js';
import { LlmTables1764300000100 } from '../migrations/llm-tables.js';
import { callContext, CONVERSATION, transcriptOf } from './conversations.js';
import { startLlmServer, type LlmServer } from './llm-server.js';

const tenantId = 'demo';

/** Both engines over a real database and a real model server. */
export interface LlmKit {
  readonly test: TestService;
  readonly server: LlmServer;
  readonly usage: LlmUsage;
  readonly quarantine: LlmQuarantine;
  /** Reads turns as `A: …`, `C: …` for the tenant, as the job does. */
  read(turns: readonly string[], work?: Partial<CallToRead>, env?: Record<string, string>): Promise<EngineAnswer>;
  drop(): Promise<void>;
}

export async function startLlmKit(): Promise<LlmKit> {
  const test = await createTestService({ schema: 'extraction', service: 'extraction', migrations: [LlmTables1764300000100, Definitions1764300000200] });
  const packs = bundledRulePacks();
  const server = await startLlmServer();
  const [usage, quarantine] = [new LlmUsage(test.db), new LlmQuarantine(test.db)];
  return {
    test,
    server,
    usage,
    quarantine,
    async read(turns, work = {}, env = {}) {
      const config = { name: 'extraction' as const, env: loadEnvironment({ LLM_BASE_URL: server.url, LLM_API_KEY: 'sesame', LLM_MODEL: 'stub', LLM_TIMEOUT_MS: '5000', ...env }) };
      const reader = new ReadCall(new TenantRules(new Definitions(test.db), localEngine(packs), packs), new LlmEngine(config, usage, quarantine));
      const { answer } = await reader.read({
        id: 'job-1',
        tenantId,
        conversationId: CONVERSATION,
        transcript: transcriptOf(turns),
        call: callContext(),
        attempt: 1,
        signal: new AbortController().signal,
        assertHeld: () => Promise.resolve(),
        ...work,
      });
      return answer;
    },
    async drop() {
      await server.close();
      await test.drop();
    },
  };
}
