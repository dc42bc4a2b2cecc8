import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { withCorrelation, type Correlation } from '../logs/correlation.js';
import { rootLogger } from '../logs/logger.js';
import { httpDuration } from '../metrics/metrics.js';

const WELL_FORMED = /^[A-Za-z0-9_.:-]{8,80}$/;
const correlations = new WeakMap<FastifyRequest, Correlation>();

/** Gives every request a correlation id (the caller's, when it sends a sensible one), measures it and logs it by its route pattern. */
export function addRequestHooks(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-correlation-id'];
    const correlation = { correlationId: typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID() };
    correlations.set(request, correlation);
    void reply.header('x-correlation-id', correlation.correlationId);
    withCorrelation(correlation, done);
  });
  // A body ends in an event of the socket, which has lost the request's asynchronous context: it is entered again.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const correlation = correlations.get(request);
    if (correlation) withCorrelation(correlation, done);
    else done();
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
    const level = request.method === 'GET' ? 'debug' : 'info';
    rootLogger()[level]({ ...correlations.get(request), ...labels, ms: Math.round(reply.elapsedTime) }, `${request.method} ${route} ${reply.statusCode}`);
    done();
  });
}
