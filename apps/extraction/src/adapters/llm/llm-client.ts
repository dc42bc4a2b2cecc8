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

/** Any server with OpenAI's chat route. */
export class LlmClient {
  private readonly client: OpenAI;
  /** What this server was found to know; a server that refused a format is not asked for it again. */
  private format = 0;

  constructor(private readonly settings: LlmSettings) {
    // Tries again are the engine's own: it knows about caps and leases.
    this.client = new OpenAI({ baseURL: settings.baseUrl, apiKey: settings.apiKey ?? 'none', maxRetries: 0, timeout: settings.timeoutMs, logLevel: 'off' });
  }

  /** @throws LlmUnavailable for what may pass; LlmRejected for what will not. */
  ask(question: LlmQuestion): Promise<LlmAnswer> {
    return inSpan('llm chat', { kind: 'client', attributes: { 'callmesh.dependency': 'llm' } }, () => this.inSomeFormat(question));
  }

  private async inSomeFormat(question: LlmQuestion): Promise<LlmAnswer> {
    for (;;) {
      const format = this.format;
      try {
        return await this.askOnce(question, FORMATS[format] ?? 'none');
      } catch (error) {
        if (!(error instanceof FormatUnknown)) throw error;
        this.format = Math.max(this.format, format + 1);
      }
    }
  }

  private async askOnce({ messages, schema, maxTokens, signal }: LlmQuestion, format: (typeof FORMATS)[number]): Promise<LlmAnswer> {
    const body: ChatCompletionCreateParamsNonStreaming = {
      model: this.settings.model,
      temperature: this.settings.temperature,
      max_tokens: maxTokens,
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
      throw translate(error, format);
    }
  }
}

/** The server does not know this way of asking for JSON. */
class FormatUnknown extends Error {}

/** Only stable facts of the answer pass: its words may repeat what was sent. */
function translate(error: unknown, format: (typeof FORMATS)[number]): Error {
  if (error instanceof LlmUnavailable || error instanceof LlmRejected) return error;
  if (error instanceof APIConnectionError) return new LlmUnavailable('LLM.UNREACHABLE', 'the language model server cannot be reached: is it running, and is LLM_BASE_URL right?');
  if (error instanceof APIError && typeof error.status === 'number') return translateStatus(error.status, error, format);
  return new LlmUnavailable('LLM.BROKEN', `the language model server's answer cannot be read (${(error as Error | undefined)?.name ?? 'unknown'})`);
}

function translateStatus(status: number, error: APIError, format: (typeof FORMATS)[number]): Error {
  const retryAfterMs = readRetryAfter(error.headers?.get('retry-after'));
  if (status === 429 || status === 503) return new LlmUnavailable('LLM.BUSY', `the language model server is busy (${status})`, retryAfterMs);
  if (status >= 500 || status === 408 || status === 409) return new LlmUnavailable('LLM.BROKEN', `the language model server failed (${status})`, retryAfterMs);
  if (status === 401 || status === 403) return new LlmRejected('LLM.UNAUTHORISED', `the language model server refuses our key (${status}): set LLM_API_KEY`);
  if ((status === 400 || status === 422) && format !== 'none' && /response_format|json_schema|json_object|schema/i.test(error.message)) return new FormatUnknown();
  return new LlmRejected('LLM.REJECTED', `the language model server rejects the question (${status}): check LLM_BASE_URL and LLM_MODEL`);
}

const LONGEST_WAIT_MS = 600_000;

/** Seconds, or an HTTP date (RFC 9110 §10.2.3). */
function readRetryAfter(value: string | null | undefined): number | undefined {
  if (!value) return undefined;
  const wait = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), LONGEST_WAIT_MS) : undefined;
}
