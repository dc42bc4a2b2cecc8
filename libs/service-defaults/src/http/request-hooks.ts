import { randomUUID } from 'node:crypto';
import { failSpan, startSpan, withSpan } from '@callmesh/event-sourcing';
import type { Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { withCorrelation, type Correlation } from '../logs/correlation.js';
import { rootLogger } from '../logs/logger.js';
import { httpDuration } from '../metrics/metrics.js';

const WELL_FORMED = /^[A-Za-z0-9_.:-]{8,80}$/;
const correlations = new WeakMap<FastifyRequest, Correlation>();
const spans = new WeakMap<FastifyRequest, Span>();
/** Asked every few seconds by whoever watches; a trace of it would tell nothing. */
const UNTRACED = new Set(['/health/live', '/health/ready', '/metrics']);

/** Gives every request a correlation id (the caller's, when it sends a sensible one), measures it and logs it by its route pattern. */
export function addRequestHooks(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-correlation-id'];
    const correlation = { correlationId: typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID() };
    correlations.set(request, correlation);
    void reply.header('x-correlation-id', correlation.correlationId);
    beginSpan(request);
    inWork(request, done);
  });
  // A body ends in an event of the socket, which has lost the request's asynchronous context: it is entered again.
  fastify.addHook('preValidation', (request, _reply, done) => {
    inWork(request, done);
  });
  // Node closes the idle connections when the server closes; one that is answered only then would be kept alive, and keep the process alive.
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    // The pattern, never the address: that one holds ids, and whatever a caller wrote into it.
    const route = request.routeOptions.url ?? 'unmatched';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    httpDuration.observe(labels, reply.elapsedTime / 1000);
    endSpan(request, reply.statusCode);
    const level = request.method === 'GET' ? 'debug' : 'info';
    rootLogger()[level]({ ...correlations.get(request), ...labels, ms: Math.round(reply.elapsedTime) }, `${request.method} ${route} ${reply.statusCode}`);
    done();
  });
}

/** Runs what follows with the request's correlation and step. */
function inWork(request: FastifyRequest, done: () => void): void {
  const [correlation, span] = [correlations.get(request), spans.get(request)];
  const traced = span ? () => withSpan(span, done) : done;
  if (correlation) withCorrelation(correlation, traced);
  else traced();
}

function beginSpan(request: FastifyRequest): void {
  const route = request.routeOptions.url ?? 'unmatched';
  if (UNTRACED.has(route)) return;
  const { traceparent } = request.headers;
  const attributes = { 'http.request.method': request.method, 'http.route': route };
  spans.set(request, startSpan(`${request.method} ${route}`, { kind: 'server', parent: typeof traceparent === 'string' ? traceparent : null, attributes }));
}

function endSpan(request: FastifyRequest, status: number): void {
  const span = spans.get(request);
  if (!span) return;
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) failSpan(span, { code: String(status) });
  span.end();
}
