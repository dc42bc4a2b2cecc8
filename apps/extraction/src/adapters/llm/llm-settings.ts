import { DomainError } from '@callmesh/event-sourcing';
import type { Environment } from '@callmesh/service-defaults';

/** Where the language model is, and what it may cost. */
export interface LlmSettings {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
  readonly temperature: number;
  readonly timeoutMs: number;
  readonly chunkTokens: number;
  readonly caps: LlmCaps;
}

/** What one tenant may use up on one day (UTC); null where nothing is capped. Money in millionths of the currency. */
export interface LlmCaps {
  readonly tokens: number | null;
  readonly costMicros: number | null;
  readonly prices: { readonly input: number; readonly output: number } | null;
}

/**
 * @returns null when no server is configured: then the local engine alone reads calls.
 * @throws DomainError CONFIG.INVALID when a budget has no prices to count with.
 */
export function llmSettings(env: Environment): LlmSettings | null {
  if (!env.LLM_BASE_URL) return null;
  const { LLM_PRICE_INPUT: input, LLM_PRICE_OUTPUT: output, LLM_DAILY_BUDGET: budget } = env;
  if (budget !== undefined && (input === undefined || output === undefined)) throw new DomainError('CONFIG.INVALID', 'LLM_DAILY_BUDGET cannot be counted without prices: set LLM_PRICE_INPUT and LLM_PRICE_OUTPUT (per million tokens), or LLM_DAILY_TOKENS instead');
  const prices = input === undefined || output === undefined ? null : { input, output };
  return {
    baseUrl: env.LLM_BASE_URL.replace(/\/+$/, ''),
    apiKey: env.LLM_API_KEY || undefined,
    model: env.LLM_MODEL,
    temperature: env.LLM_TEMPERATURE,
    timeoutMs: env.LLM_TIMEOUT_MS,
    chunkTokens: env.LLM_CHUNK_TOKENS,
    caps: { tokens: env.LLM_DAILY_TOKENS ?? null, costMicros: budget === undefined ? null : Math.floor(budget * 1e6), prices },
  };
}

/** Cost in millionths: a price for a million tokens is the millionths that one token costs. */
export function costOf(usage: { readonly promptTokens: number; readonly completionTokens: number }, { prices }: LlmCaps): number {
  return prices ? Math.ceil(usage.promptTokens * prices.input + usage.completionTokens * prices.output) : 0;
}
