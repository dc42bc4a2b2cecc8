import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../health/readiness.js';
import { problem } from './problem.js';
import { statusOfCode } from './status-of-code.js';

const ALWAYS = new Set(['/health/live', '/health/ready', '/metrics']);
const CODE = 'SERVICE.STARTING';

/** While a process waits for what it cannot work without, it says so to whoever asks anything else than how it is. */
export function closedUntilStarted(fastify: FastifyInstance, readiness: Readiness): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const waits = readiness.closedFor;
    if (waits === undefined || ALWAYS.has(request.routeOptions.url ?? '')) return done();
    const answer = problem(CODE, `this process is starting and waits: ${waits}; try again in a moment`, statusOfCode(CODE));
    void reply.status(answer.status).header('content-type', 'application/problem+json').header('retry-after', '2').send(Buffer.from(JSON.stringify(answer)));
  });
}
