import { setTimeout as wait } from 'node:timers/promises';
import { llmMetrics } from './llm-metrics.js';
import { LlmUnavailable } from './llm.errors.js';
import type { LlmClient, LlmQuestion } from './llm-client.js';
import type { LlmAnswer } from './read-answer.js';

const TRIES = 3;
/** A longer wait is the job's, which keeps no worker waiting. */
const LONGEST_WAIT_MS = 15_000;
const FIRST_WAIT_MS = 250;

/** Asks again what may pass, as the server's `Retry-After` says or after a growing pause. */
export async function askPatiently(client: LlmClient, question: LlmQuestion, tenant: string, model: string, assertHeld: () => Promise<void>): Promise<LlmAnswer> {
  for (let tries = 1; ; tries += 1) {
    await assertHeld();
    const began = performance.now();
    try {
      const answer = await client.ask(question);
      llmMetrics.requests(tenant, model, 'answered');
      llmMetrics.seconds(model, (performance.now() - began) / 1_000);
      return answer;
    } catch (error) {
      llmMetrics.requests(tenant, model, String((error as { code?: unknown }).code ?? 'failed'));
      if (!(error instanceof LlmUnavailable) || tries >= TRIES) throw error;
      const pause = error.retryAfterMs ?? FIRST_WAIT_MS * 4 ** (tries - 1) * (0.5 + Math.random());
      if (pause > LONGEST_WAIT_MS) throw error;
      await wait(pause, undefined, { signal: question.signal });
    }
  }
}
