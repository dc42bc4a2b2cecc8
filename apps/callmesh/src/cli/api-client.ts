import { CliError, EXIT } from './cli.errors.js';
import type { Target } from './instance.js';

/** A request to the API of a running instance. */
export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON, or as multipart when it is a `FormData`. */
  readonly body?: unknown;
  /** Outside `/api/v1` (health). */
  readonly atRoot?: boolean;
  /** Statuses that are an answer, not an error (503 of a health check). */
  readonly accept?: readonly number[];
}

interface ProblemAnswer {
  readonly code?: string;
  readonly detail?: string;
}

/** Speaks HTTP with a running callmesh, as any other client would. */
export class ApiClient {
  constructor(readonly target: Target) {}

  /** @throws CliError with the instance's own code and words. */
  async call<T>(path: string, request: ApiRequest = {}): Promise<T> {
    return parse(await this.text(path, request)) as T;
  }

  /** The answer as it stands, for what is no JSON. @throws CliError with the instance's own code and words. */
  async text(path: string, request: ApiRequest = {}): Promise<string> {
    return (await this.#answer(path, request)).text();
  }

  /** The answer as it comes, for what is too large to hold. @throws CliError with the instance's own code and words. */
  async stream(path: string, request: ApiRequest = {}): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.#answer(path, request);
    return body ?? new Blob([]).stream();
  }

  async #answer(path: string, request: ApiRequest): Promise<Response> {
    const { method = 'GET', query = {}, body, atRoot = false, accept = [] } = request;
    const url = new URL(`${this.target.url}${atRoot ? '' : '/api/v1'}${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    const isForm = body instanceof FormData;
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${this.target.key}`, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw unreachable(this.target.url, error);
    });
    if (response.ok || accept.includes(response.status)) return response;
    const answer = parse(await response.text());
    throw refused(response.status, isProblem(answer) ? answer : undefined, url);
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(url: string, error: unknown): CliError {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return new CliError('INSTANCE.UNREACHABLE', `callmesh at ${url} does not answer (${cause?.code ?? cause?.message ?? String(error)})`, 'is it running? `callmesh start` starts it, `callmesh doctor` looks for the reason', EXIT.unreachable);
}

/** Whatever else listens at that address answers in its own words. */
const isProblem = (answer: unknown): answer is ProblemAnswer => typeof (answer as ProblemAnswer | null | undefined)?.code === 'string';

function refused(status: number, problem: ProblemAnswer | undefined, url: URL): CliError {
  if (!problem) return new CliError(`HTTP.${status}`, `${url.origin} answered ${status}, and not as callmesh does`, 'does another program listen there? Check the address', EXIT.unreachable);
  const { code = `HTTP.${status}`, detail: message = `${url.pathname} answered ${status}` } = problem;
  if (status === 401) return new CliError(code, message, 'use another key: --key, CALLMESH_API_KEY, or `callmesh keys create` on the machine that runs it', EXIT.denied);
  if (status === 403) return new CliError(code, message, 'ask for a key with that role', EXIT.denied);
  if (status >= 500) return new CliError(code, message, 'look into the log of the instance, then try again');
  return new CliError(code, message, '');
}
