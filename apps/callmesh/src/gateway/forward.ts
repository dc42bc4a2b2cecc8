import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ServiceName } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import type { Upstreams } from './upstreams.js';

/** Between two neighbours alone (RFC 9110, section 7.6.1); `host` and `expect` are settled here too. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'host']);
/** Nothing of the request can have arrived. */
const NOT_SENT = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
const ANSWER_MS = 120_000;
const ATTEMPTS = 5;

/** Hands a request on to an instance of a service, its body and the answer's as they come: nothing is held back in memory. */
export async function forward(request: FastifyRequest, reply: FastifyReply, service: ServiceName, upstreams: Upstreams, dispatcher: Dispatcher): Promise<FastifyReply> {
  const { raw } = request;
  const hungUp = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) hungUp.abort();
    drain(raw);
  });
  const tried = new Set<string>();
  for (let attempt = 1; ; attempt += 1) {
    const origin = await upstreams.pick(service, tried);
    const body = bodyOf(raw);
    try {
      const answer = await dispatcher.request({
        origin,
        path: raw.url ?? '/',
        method: raw.method as Dispatcher.HttpMethod,
        headers: headersFor(request),
        body: body?.content ?? null,
        signal: hungUp.signal,
        headersTimeout: ANSWER_MS,
        bodyTimeout: ANSWER_MS,
      });
      for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined && !HOP_BY_HOP.has(name)) void reply.header(name, value);
      return await reply.code(answer.statusCode).send(answer.body);
    } catch (error) {
      if (hungUp.signal.aborted) return reply;
      const mayRepeat = !(body?.begun() ?? false) && (NOT_SENT.has(codeOf(error)) || raw.method === 'GET' || raw.method === 'HEAD');
      if (!mayRepeat || attempt >= ATTEMPTS) throw lost(service, error);
      // With one instance alone it is the same again, once it is back.
      tried.clear();
      if (upstreams.urlsOf(service).length > 1) tried.add(origin);
      else upstreams.remove(service, origin);
    }
  }
}

/** Reads what nobody wanted of a body, so that the connection stays of use for the next request. The iterator may still listen, which would keep it from flowing. */
function drain(raw: IncomingMessage): void {
  setImmediate(() => raw.removeAllListeners('readable').resume());
}

interface Body {
  readonly content: Readable;
  begun(): boolean;
}

/** Read only once somebody takes it, so that a refused connection costs nothing of it. */
function bodyOf(raw: IncomingMessage): Body | undefined {
  if (raw.headers['content-length'] === undefined && raw.headers['transfer-encoding'] === undefined) return undefined;
  let begun = false;
  async function* content(): AsyncGenerator<Buffer> {
    begun = true;
    for await (const chunk of raw.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  }
  return { content: Readable.from(content(), { objectMode: false }), begun: () => begun };
}

function headersFor({ raw, ip, protocol, host }: FastifyRequest): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(raw.headers)) if (value !== undefined && !HOP_BY_HOP.has(name)) headers[name] = value;
  return { ...headers, 'x-forwarded-for': ip, 'x-forwarded-proto': protocol, 'x-forwarded-host': host };
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');

function lost(service: ServiceName, error: unknown): DomainError {
  return new DomainError('GATEWAY.ANSWER_LOST', `${service} broke off before it had answered (${codeOf(error) || String(error)}): whether it did what was asked is not known here, look before you repeat it`);
}
