import { DomainError, inSpan } from '@callmesh/event-sourcing';
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, toFile } from 'openai';
import { Agent } from 'undici';
import type { SpeechAnswer } from '../../ports/speech.port.js';
import { SpeechUnavailable } from './speech.errors.js';
import { readVerboseAnswer } from './verbose-answer.js';

/** Where speech is heard, and by which model. */
export interface SpeechServer {
  /** With or without `/v1`. */
  readonly url: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
}

/** A recording of one channel. */
export interface SpeechRequest {
  readonly wav: Buffer;
  readonly durationMs: number;
  /** BCP 47 tag; null lets the engine find out. */
  readonly language: string | null;
  readonly vocabulary: readonly string[];
  /** Several people may speak on the channel: ask who of two says what. Servers that do not know the field pass it over. */
  readonly isMixed: boolean;
  readonly signal: AbortSignal;
}

/** The engine may share its cores with others, and loads its model first. */
const PATIENCE_MS = 120_000;
const PATIENCE_PER_MS = 6;
const VOCABULARY_CHARACTERS = 600;

/** Any server with OpenAI's transcription route: the local Whisper, OpenAI, and many between. */
export class OpenAiSpeech {
  private readonly client: OpenAI;
  // Node gives up on an answer after five minutes of silence; a long recording takes longer.
  private readonly agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

  constructor(private readonly server: SpeechServer) {
    const baseURL = `${server.url.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`;
    // Retries are the job's: it knows about leases, and shows what it waits for.
    this.client = new OpenAI({ baseURL, apiKey: server.apiKey ?? 'none', maxRetries: 0, fetchOptions: { dispatcher: this.agent as never }, logLevel: 'off' });
  }

  /** @throws SpeechUnavailable for what may pass; DomainError SPEECH.REJECTED, SPEECH.UNAUTHORISED, SPEECH.LANGUAGE_UNSUPPORTED for what will not. */
  transcribe(asked: SpeechRequest): Promise<SpeechAnswer> {
    const attributes = { 'callmesh.dependency': 'speech', 'callmesh.audio_ms': asked.durationMs };
    return inSpan('speech transcribe', { kind: 'client', attributes }, () => this.ask(asked));
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async ask({ wav, durationMs, language, vocabulary, isMixed, signal }: SpeechRequest): Promise<SpeechAnswer> {
    const prompt = vocabulary.join(', ').slice(0, VOCABULARY_CHARACTERS);
    let body: unknown;
    try {
      body = await this.client.audio.transcriptions.create(
        {
          file: await toFile(wav, 'channel.wav', { type: 'audio/wav' }),
          model: this.server.model,
          response_format: 'verbose_json',
          timestamp_granularities: ['segment', 'word'],
          ...(language === null ? {} : { language: language.split('-')[0] ?? language }),
          ...(prompt === '' ? {} : { prompt }),
          // An addition of our own server.
          ...(isMixed ? { speakers: '2' } : {}),
        },
        { signal, timeout: Math.ceil(PATIENCE_MS + durationMs * PATIENCE_PER_MS) },
      );
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw translate(error);
    }
    return readVerboseAnswer(body, this.server.model);
  }
}

/** Only stable facts of the answer pass: its words may repeat what was sent. */
function translate(error: unknown): Error {
  if (error instanceof APIConnectionTimeoutError) return new SpeechUnavailable('SPEECH.TIMED_OUT', 'the speech server did not answer in time: give it more cores, or fewer jobs (WHISPER_JOBS)');
  if (error instanceof APIConnectionError) return new SpeechUnavailable('SPEECH.UNREACHABLE', 'the speech server cannot be reached: is it running, and is WHISPER_URL right?');
  if (error instanceof APIError && typeof error.status === 'number') return translateStatus(error.status, error);
  return new SpeechUnavailable('SPEECH.BAD_ANSWER', `the speech server's answer cannot be read as JSON (${kindOf(error)}): does WHISPER_URL point to one?`);
}

/** Class and code of an error and its cause. */
function kindOf(error: unknown): string {
  const { name = 'unknown', code, cause } = error as { name?: string; code?: unknown; cause?: { name?: string; code?: unknown } };
  return [name, code, cause?.name, cause?.code].filter((part) => typeof part === 'string').join(' ');
}

function translateStatus(status: number, { headers, code }: APIError): Error {
  const retryAfterMs = readRetryAfter(headers?.get('retry-after'));
  if (status === 429 || status === 503) return new SpeechUnavailable('SPEECH.BUSY', `the speech server is busy (${status})`, retryAfterMs);
  if (status >= 500 || status === 408 || status === 409) return new SpeechUnavailable('SPEECH.BROKEN', `the speech server failed (${status})`, retryAfterMs);
  if (status === 401 || status === 403) return new DomainError('SPEECH.UNAUTHORISED', `the speech server refuses our key (${status}): set WHISPER_API_KEY`, { status });
  if (code === 'unsupported_language') return new DomainError('SPEECH.LANGUAGE_UNSUPPORTED', "the speech model does not know the call's language: configure another model", { status });
  return new DomainError('SPEECH.REJECTED', `the speech server rejects the request (${status}${code ? `, ${String(code).slice(0, 60)}` : ''}): check WHISPER_URL and WHISPER_MODEL`, { status });
}

/** Seconds, or an HTTP date (RFC 9110 §10.2.3). */
function readRetryAfter(value: string | null | undefined): number | undefined {
  if (!value) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), 600_000) : undefined;
}
