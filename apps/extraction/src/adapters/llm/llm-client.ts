import { inSpan } from '@callmesh/event-sourcing';
import OpenAI, { APIConnectionError, APIError } from 'openai';
import type { ChatCompletionCreateParamsNonStreaming, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { LlmRejected, LlmUnavailable } from './llm.errors.js';
import type { LlmSettings } from './llm-settings.js';
import { readAnswer, type LlmAnswer } from './read-answer.js';

/** One question to the model. */
export interface LlmQuestion {
  readonly messages: readonly ChatCompletionMessageParam[];
  /** JSON schema of the answer, every property required. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
  readonly signal: AbortSignal;
}

/** How strictly a server can be told the shape of its answer, strictest first. */
const FORMATS = ['json_schema', 'json_object', 'none'] as const;

/** What a server knows of the chat route; one that refused something is not asked for it again. */
interface Dialect {
  readonly format: (typeof FORMATS)[number];
  /** Newer models know only the second. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Some models have their own and take none. */
  readonly takesTemperature: boolean;
}

/** Any server with OpenAI's chat route. */
export class LlmClient {
  private readonly client: OpenAI;
  private dialect: Dialect = { format: 'json_schema', limit: 'max_tokens', takesTemperature: true };

  constructor(private readonly settings: LlmSettings) {
    // Tries again are the engine's own: it knows about caps and leases.
    this.client = new OpenAI({ baseURL: settings.baseUrl, apiKey: settings.apiKey ?? 'none', maxRetries: 0, timeout: settings.timeoutMs, logLevel: 'off' });
  }

  /** @throws LlmUnavailable for what may pass; LlmRejected for what will not. */
  ask(question: LlmQuestion): Promise<LlmAnswer> {
    return inSpan('llm chat', { kind: 'client', attributes: { 'callmesh.dependency': 'llm' } }, () => this.inSomeDialect(question));
  }

  private async inSomeDialect(question: LlmQuestion): Promise<LlmAnswer> {
    for (;;) {
      const dialect = this.dialect;
      try {
        return await this.askOnce(question, dialect);
      } catch (error) {
        if (!(error instanceof DialectUnknown)) throw error;
        // Another question may have learned it meanwhile.
        if (this.dialect === dialect) this.dialect = error.instead;
      }
    }
  }

  private async askOnce({ messages, schema, maxTokens, signal }: LlmQuestion, dialect: Dialect): Promise<LlmAnswer> {
    const { format, limit, takesTemperature } = dialect;
    const body: ChatCompletionCreateParamsNonStreaming = {
      model: this.settings.model,
      ...(takesTemperature && { temperature: this.settings.temperature }),
      [limit]: maxTokens,
      messages: [...messages],
      ...(format === 'json_schema' && { response_format: { type: format, json_schema: { name: 'findings', strict: true, schema } } }),
      ...(format === 'json_object' && { response_format: { type: format } }),
    };
    // The client's own time-out ends with the headers; a body may hang as well.
    const late = AbortSignal.timeout(this.settings.timeoutMs);
    try {
      const response = await this.client.chat.completions.create(body, { signal: AbortSignal.any([signal, late]) }).asResponse();
      return await readAnswer(response);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (late.aborted) throw new LlmUnavailable('LLM.TIMED_OUT', `the language model did not answer in ${this.settings.timeoutMs} ms: raise LLM_TIMEOUT_MS, or lower LLM_CHUNK_TOKENS`);
      throw translate(error, dialect);
    }
  }
}

/** The server does not know this way of asking. */
class DialectUnknown extends Error {
  constructor(readonly instead: Dialect) {
    super('the language model server does not know this way of asking');
  }
}

/** Only stable facts of the answer pass: its words may repeat what was sent. */
function translate(error: unknown, dialect: Dialect): Error {
  if (error instanceof LlmUnavailable || error instanceof LlmRejected) return error;
  if (error instanceof APIConnectionError) return new LlmUnavailable('LLM.UNREACHABLE', 'the language model server cannot be reached: is it running, and is LLM_BASE_URL right?');
  if (error instanceof APIError && typeof error.status === 'number') return translateStatus(error.status, error, dialect);
  return new LlmUnavailable('LLM.BROKEN', `the language model server's answer cannot be read (${(error as Error | undefined)?.name ?? 'unknown'})`);
}

function translateStatus(status: number, error: APIError, dialect: Dialect): Error {
  const retryAfterMs = readRetryAfter(error.headers?.get('retry-after'));
  if (status === 429 || status === 503) return new LlmUnavailable('LLM.BUSY', `the language model server is busy (${status})`, retryAfterMs);
  if (status >= 500 || status === 408 || status === 409) return new LlmUnavailable('LLM.BROKEN', `the language model server failed (${status})`, retryAfterMs);
  if (status === 401 || status === 403) return new LlmRejected('LLM.UNAUTHORISED', `the language model server refuses our key (${status}): set LLM_API_KEY`);
  const instead = status === 400 || status === 422 ? simplerThan(dialect, error.message) : null;
  if (instead) return new DialectUnknown(instead);
  return new LlmRejected('LLM.REJECTED', `the language model server rejects the question (${status}): check LLM_BASE_URL and LLM_MODEL`);
}

/** What to leave out, by what the server's words name; null when they name nothing that could be. */
function simplerThan(dialect: Dialect, words: string): Dialect | null {
  if (dialect.limit === 'max_tokens' && /max_tokens/.test(words)) return { ...dialect, limit: 'max_completion_tokens' };
  if (dialect.takesTemperature && /temperature/i.test(words)) return { ...dialect, takesTemperature: false };
  const next = FORMATS[FORMATS.indexOf(dialect.format) + 1];
  return next && /response_format|json_schema|json_object|schema/i.test(words) ? { ...dialect, format: next } : null;
}

const LONGEST_WAIT_MS = 600_000;

/** Seconds, or an HTTP date (RFC 9110 §10.2.3). */
function readRetryAfter(value: string | null | undefined): number | undefined {
  if (!value) return undefined;
  const wait = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), LONGEST_WAIT_MS) : undefined;
}
