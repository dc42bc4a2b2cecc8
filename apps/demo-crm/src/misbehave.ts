import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Temper } from './habits.js';
import { HubSpotError } from './hubspot-error.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Changes the CRM: the connection may be cut around its commit. */
    write?: boolean;
  }
}

/** Everything that goes wrong on the way to or from a CRM route. */
export function misbehave(app: FastifyInstance, temper: Temper, token: string): void {
  app.addHook('onRequest', async (request, reply) => {
    if (temper.habits.down === 'unreachable') return hangUp(request, reply);
    if (temper.habits.down === 'unavailable') throw new HubSpotError(503, 'SERVICE_UNAVAILABLE', 'The service is temporarily unavailable.');
    if (request.headers.authorization !== `Bearer ${token}`) {
      throw new HubSpotError(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found or not valid.');
    }
    if (temper.habits.missingScopes) {
      throw new HubSpotError(403, 'MISSING_SCOPES', "This app hasn't been granted all required scopes to make this call.");
    }
    if (temper.takes('rateLimitNext') || temper.happens(temper.habits.rateLimit)) {
      void reply.header('retry-after', String(temper.habits.retryAfterSeconds));
      throw new HubSpotError(429, 'RATE_LIMITS', 'You have reached your secondly limit.', { policyName: 'SECONDLY' });
    }
    return undefined;
  });

  app.addHook('preHandler', async (request, reply) => {
    if (!isWrite(request)) return undefined;
    if (temper.takes('dropNextWrites')) return hangUp(request, reply);
    if (!temper.takes('swallowNextWrites')) return undefined;
    await new Promise((resolve) => request.raw.socket.once('close', resolve));
    return hangUp(request, reply);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    if (!isWrite(request) || reply.statusCode >= 400) return payload;
    if (temper.takes('stallNextWrites')) await new Promise((resolve) => request.raw.socket.once('close', resolve));
    else if (temper.takes('cutNextWrites') || temper.happens(temper.habits.cutAfterCommit)) request.raw.socket.destroy();
    return payload;
  });
}

const isWrite = (request: FastifyRequest): boolean => request.routeOptions.config.write === true;

function hangUp(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}
