import fastifyFactory, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { assertMayScrape, docsPage, KEY_KEEPER, methodNotAllowed, problemOf, RouteMethods, type ServiceDefinition } from '@callmesh/service-defaults';
import { Agent } from 'undici';
import { allMetrics } from './all-metrics.js';
import { askAll } from './ask-all.js';
import { forward } from './forward.js';
import { routesOf, type Owner } from './route-table.js';
import type { Upstreams } from './upstreams.js';
import { wholeDocument } from './whole-document.js';

const PREFIX = '/api/v1';
const LOOK_MS = 1_000;
/** What is in hand by then is cut off: the services need the rest of the time. */
const CLOSE_MS = 8_000;

/** What the gateway stands before. */
export interface GatewayOptions {
  readonly definitions: readonly ServiceDefinition[];
  readonly upstreams: Upstreams;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What a scrape of `/metrics` has to send, here and at the services; undefined shows them to this machine alone. */
  readonly metricsToken?: string | undefined;
}

/** One address for people and programs before services that are processes of their own. */
export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it: each route of the API goes to the service that owns it; keys are checked there, nothing is decided here. */
export async function startGateway({ definitions, upstreams, host, port, metricsToken }: GatewayOptions): Promise<Gateway> {
  const services = definitions.map(({ name }) => name);
  const dispatcher = new Agent({ connections: 64, keepAliveTimeout: 4_000 });
  const app = fastifyFactory({ forceCloseConnections: 'idle', bodyLimit: Number.MAX_SAFE_INTEGER });
  // Bodies pass through as they come: nobody parses them here.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.setErrorHandler((error, _request, reply) => answerError(error, reply));
  const methods = new RouteMethods().watch(app);

  for (const { method, path, owner } of routesOf(definitions)) {
    app.route({
      method,
      url: `${PREFIX}${path}`,
      handler: (request, reply) => ('all' in owner ? askAll(request, reply, services, upstreams) : forward(request, reply, serviceOf(owner, request, services), upstreams, dispatcher)),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const allowed = methods.of(request.url);
    if (allowed.length > 0) return reply.code(405).header('allow', allowed.join(', ')).type('application/problem+json').send(JSON.stringify(methodNotAllowed(request.method, allowed)));
    // What nobody owns is refused as anywhere else: by a service.
    return forward(request, reply, KEY_KEEPER, upstreams, dispatcher);
  });
  addOwnRoutes(app, services, upstreams, metricsToken);

  const stopped = new AbortController();
  const looking = watch(upstreams, stopped.signal);
  const url = await app.listen({ host, port });
  return {
    url: url.replace('[::1]', '127.0.0.1'),
    async close() {
      stopped.abort();
      const late = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS);
      await app.close();
      clearTimeout(late);
      await looking;
      await dispatcher.close();
    },
  };
}

function serviceOf(owner: Exclude<Owner, { all: true }>, request: FastifyRequest, services: readonly ServiceName[]): ServiceName {
  if ('service' in owner) return owner.service;
  const { service } = request.params as { service: string };
  const found = services.find((name) => name === service);
  if (!found) throw new DomainError('SERVICE.NOT_FOUND', `there is no service ${service}: there are ${services.join(', ')}`);
  return found;
}

function addOwnRoutes(app: FastifyInstance, services: readonly ServiceName[], upstreams: Upstreams, metricsToken: string | undefined): void {
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    const checks = upstreams.health();
    const ok = services.every((name) => checks.some((check) => check.name === name && check.ok));
    return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable', checks });
  });
  app.get('/metrics', (request, reply) => {
    assertMayScrape(request, metricsToken);
    return allMetrics(request, reply, upstreams);
  });
  app.get(`${PREFIX}/openapi.json`, () => wholeDocument(services, upstreams));
  app.get(`${PREFIX}/docs`, async (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(await wholeDocument(services, upstreams))));
}

async function watch(upstreams: Upstreams, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await upstreams.look();
    await sleep(LOOK_MS, undefined, { signal: stopped }).catch(() => undefined);
  }
}

function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
