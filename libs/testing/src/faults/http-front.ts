import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { misanswer, type HttpFault } from './http-faults.js';

/** Requests that a fault meets. */
export interface FaultRule {
  readonly fault: HttpFault;
  /** Default: every request. */
  readonly when?: (request: { readonly method: string; readonly path: string }) => boolean;
  /** How many requests it meets; default: all until {@link HttpFront.behave}. */
  readonly times?: number;
}

/** A request that came, and what became of it. */
interface FrontRequest {
  readonly method: string;
  readonly path: string;
  readonly at: number;
  /** The kind of fault that it met; null when it went through. */
  readonly fault: HttpFault['kind'] | null;
}

/** An HTTP server in front of a real one. */
export interface HttpFront {
  readonly url: string;
  readonly requests: readonly FrontRequest[];
  /** Adds a rule; the first that fits is taken. */
  misbehave(rule: FaultRule): void;
  /** Forgets all rules: everything goes through. */
  behave(): void;
  close(): Promise<void>;
}

/**
 * Starts a front before a real server (registry, S3, CRM, speech): requests pass through untouched, signatures over the Host header
 * included, until a rule names a fault.
 */
export async function startHttpFront(to: string): Promise<HttpFront> {
  const target = new URL(to);
  const requests: FrontRequest[] = [];
  let rules: { rule: FaultRule; left: number }[] = [];

  const faultFor = (method: string, path: string): HttpFault | null => {
    const found = rules.find(({ rule, left }) => left > 0 && (rule.when?.({ method, path }) ?? true));
    if (!found) return null;
    found.left -= 1;
    return found.rule.fault;
  };

  const server = http.createServer((request, response) => {
    const [method, path] = [request.method ?? 'GET', request.url ?? '/'];
    const fault = faultFor(method, path);
    requests.push({ method, path, at: Date.now(), fault: fault?.kind ?? null });
    // The Host stays as it came: S3 requests are signed over it.
    const pass = (onAnswer: (answer: http.IncomingMessage) => void): void => {
      const upstream = http.request({ host: target.hostname, port: target.port, method, path, headers: request.headers }, onAnswer);
      upstream.on('error', () => response.destroy());
      request.on('aborted', () => upstream.destroy());
      request.pipe(upstream);
    };
    if (fault) return misanswer(fault, request, response, pass);
    return pass((answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    misbehave: (rule) => void rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    behave: () => (rules = []),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
