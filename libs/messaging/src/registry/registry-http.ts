import { Agent, request, type Dispatcher } from 'undici';
import { RegistryDenied, RegistryNotFound, RegistryRefused, RegistryUnavailable } from './registry.errors.js';

const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';
const ANSWER_MS = 5_000;
const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;
const LONGEST_WORDS = 500;

/** Where a Confluent-compatible registry is, and as whom we come. */
export interface RegistryOptions {
  /** Base of its API, e.g. `http://registry:8081` or `http://apicurio:8080/apis/ccompat/v7`. */
  readonly url: string;
  /** Basic authentication, where it wants one. */
  readonly username?: string;
  readonly password?: string;
  /** How long one answer may take, ms; default 5,000. */
  readonly timeoutMs?: number;
}

/** Speaks HTTP with the registry and sorts what can go wrong. No vendor's error leaves it. */
export class RegistryHttp {
  private readonly base: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly agent: Agent;
  private readonly timeoutMs: number;

  constructor({ url, username, password, timeoutMs = ANSWER_MS }: RegistryOptions) {
    const parsed = new URL(url);
    const user = username ?? decodeURIComponent(parsed.username);
    const secret = password ?? decodeURIComponent(parsed.password);
    this.base = `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`;
    this.timeoutMs = timeoutMs;
    this.headers = { accept: MEDIA_TYPE, 'content-type': MEDIA_TYPE, ...(user && { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` }) };
    this.agent = new Agent({ connections: 4, connect: { timeout: timeoutMs }, maxResponseSize: LARGEST_ANSWER_BYTES });
  }

  /** @throws RegistryUnavailable, RegistryDenied, RegistryNotFound, RegistryRefused */
  async call<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
    const what = `${method} ${path.split('?')[0]}`;
    const { status, headers, text } = await this.send(method, path, body);
    const answer = parsed(text);
    if (status >= 200 && status < 300) {
      if (answer === undefined) throw new RegistryRefused(status, what, 'not as JSON; is SCHEMA_REGISTRY_URL the base of a Confluent-compatible API?');
      return answer as T;
    }
    const { error_code: errorCode = 0, message } = (typeof answer === 'object' && answer !== null ? answer : {}) as { error_code?: number; message?: string };
    if (status === 401 || status === 403) throw new RegistryDenied(status, what);
    if (status === 404) throw new RegistryNotFound(what, errorCode);
    if (status === 429 || status === 408 || status >= 500) throw new RegistryUnavailable(`answered ${status} to ${what}`, true, retryAfter(headers['retry-after']));
    throw new RegistryRefused(status, what, (message ?? 'no reason given').slice(0, LONGEST_WORDS));
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private async send(method: Dispatcher.HttpMethod, path: string, body: object | undefined): Promise<{ status: number; headers: Readonly<Record<string, string | string[] | undefined>>; text: string }> {
    try {
      const { statusCode, headers, body: answer } = await request(`${this.base}${path}`, {
        method,
        headers: this.headers,
        dispatcher: this.agent,
        // Over the whole answer: a registry that sends a byte a second must not hold a consumer.
        signal: AbortSignal.timeout(this.timeoutMs),
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: statusCode, headers, text: await answer.text() };
    } catch (error) {
      const { name, code } = error as { name?: string; code?: string };
      const problem = name === 'TimeoutError' ? `did not answer within ${this.timeoutMs} ms` : `cannot be reached (${code ?? name})`;
      throw new RegistryUnavailable(`at ${this.base} ${problem}`, true, 0, { cause: error });
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110); ms from now, a minute at most. */
function retryAfter(value: string | string[] | undefined): number {
  const text = Array.isArray(value) ? value[0] : value;
  if (!text) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 60_000) : 0;
}
