import { inSpan } from '@callmesh/event-sourcing';
import { Agent, request, type Dispatcher } from 'undici';
import { DestinationUnavailable, Refused } from '../../domain/destination.errors.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { refusalOf } from './hubspot-refusal.js';
import { unansweredBecause } from './unanswered.js';

const DEFAULT_RETRY_AFTER_MS = 1_000;
const REPEATS = 3;
const RETRYABLE = new Set([423, 429, 477]);

/** How HubSpot is reached. */
export interface HubSpotClientOptions {
  readonly url: string;
  readonly token: string;
  /** Longest wait for an answer, ms. */
  readonly timeoutMs?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What guards a request. */
export interface Guard {
  readonly assertHeld: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** HubSpot's HTTP API: bearer token, JSON, and the three ways in which a request can fail. */
export class HubSpotClient {
  private readonly agent: Agent;
  private readonly breaker = new CircuitBreaker();

  constructor(private readonly options: HubSpotClientOptions) {
    const timeout = options.timeoutMs ?? 10_000;
    this.agent = new Agent({ connect: { timeout: Math.min(timeout, 3_000) }, headersTimeout: timeout, bodyTimeout: timeout });
  }

  /**
   * A request that may be sent twice without harm: reading, searching, setting a value, upserting by a unique key. When its
   * connection ends without an answer it is sent again at once.
   * @param resent called before it is sent again.
   * @returns the answer's body; undefined for 204 and 404.
   * @throws Refused (4xx, with the vendor's words), DestinationUnavailable (429, 5xx, no answer)
   */
  async repeatable<T>(guard: Guard, method: Method, path: string, body?: unknown, resent?: () => void): Promise<T | undefined> {
    for (let [tries, inDoubt] = [1, false]; ; tries += 1) {
      try {
        return await this.once<T>(guard, method, path, body);
      } catch (error) {
        const again = error instanceof DestinationUnavailable && error.unanswered === 'cut' && tries < REPEATS && !guard.signal.aborted;
        if (!again) throw inDoubt ? stillInDoubt(error) : error;
        inDoubt = true;
        resent?.();
      }
    }
  }

  /** A request that must not be sent twice: whoever gets no answer has to find out before trying again. Returns and throws as {@link repeatable}. */
  async once<T>(guard: Guard, method: Method, path: string, body?: unknown): Promise<T | undefined> {
    this.breaker.assertClosed();
    await guard.assertHeld();
    // The path holds ids of records, so the trace names the method alone.
    const traced = { kind: 'client', attributes: { 'callmesh.dependency': 'crm', 'http.request.method': method } } as const;
    const { status, headers, text } = await inSpan(`crm ${method}`, traced, async (span) => {
      const answer = await this.send(guard.signal, method, path, body);
      span.setAttribute('http.response.status_code', answer.status);
      return answer;
    });
    if (RETRYABLE.has(status)) {
      const retryAfterMs = Number(headers['retry-after'] ?? 0) * 1_000 || DEFAULT_RETRY_AFTER_MS;
      this.breaker.rest(retryAfterMs);
      throw new DestinationUnavailable(`HubSpot asks to wait (${status})`, 'not-done', { retryAfterMs });
    }
    if (status >= 500) {
      throw new DestinationUnavailable(`HubSpot failed (${status})`, 'cut', { retryAfterMs: this.breaker.failed() });
    }
    this.breaker.succeeded();
    if (status === 404 || status === 204) return undefined;
    if (status >= 400) throw refusalOf(status, text);
    return parsed<T>(text);
  }

  /** The bare answer's status, for the connection test: no breaker, no lease. */
  async probe(path: string): Promise<{ status: number; text: string }> {
    return this.send(AbortSignal.timeout(this.options.timeoutMs ?? 10_000), 'GET', path);
  }

  private async send(signal: AbortSignal, method: Dispatcher.HttpMethod, path: string, body?: unknown): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
    try {
      const answer = await request(new URL(path, this.options.url), {
        method,
        dispatcher: this.agent,
        signal,
        headers: { authorization: `Bearer ${this.options.token}`, accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
    } catch (error) {
      const { unanswered, words } = unansweredBecause(error);
      throw new DestinationUnavailable(`HubSpot did not answer: ${words}`, unanswered, { retryAfterMs: this.breaker.failed(), cause: error });
    }
  }
}

/** An earlier sending was cut off and may have been done: what the last one was told, to wait or that it is refused, says nothing about that. */
function stillInDoubt(error: unknown): unknown {
  if (error instanceof Refused) return new DestinationUnavailable('HubSpot did not answer, and refused the same request when it was sent again', 'cut', { cause: error });
  if (!(error instanceof DestinationUnavailable) || error.unanswered !== 'not-done') return error;
  return new DestinationUnavailable(error.message, 'cut', { ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }), cause: error });
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    // Half an answer: what it answered may have been done.
    throw new DestinationUnavailable('HubSpot answered with something that is no JSON', 'cut', { cause: error });
  }
}
