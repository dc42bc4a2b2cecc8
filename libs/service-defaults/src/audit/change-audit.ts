import { SetMetadata, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import type { ClaimCheckServices } from '@callmesh/claim-check';
import type { Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.js';
import type { CallerRequest } from '../http/access.decorators.js';
import { ROUTE_DOCUMENT, type RouteDocument } from '../http/documented.decorator.js';
import { rootLogger } from '../logs/logger.js';

/** Metadata key of {@link Unaudited}. */
const UNAUDITED = 'callmesh:unaudited';

/**
 * Leaves a route that changes something out of the audit, because what it changes is no setting and no decision, or because it is
 * recorded elsewhere as a fact of its own.
 */
export const Unaudited = (): MethodDecorator => SetMetadata(UNAUDITED, true);

/** Writes lines into the audit, as the service that owns the route. */
export type AccessRecorder = Pick<ClaimCheckServices, 'recordAccess' | 'recordReads'>;

/** Who records for a controller. */
export type RecorderOf = (controller: Type) => AccessRecorder | undefined;

interface Recorded {
  readonly caller: Caller;
  readonly recorder: AccessRecorder;
  readonly action: string;
  readonly purpose: string;
}

const recorded = new WeakMap<FastifyRequest, Recorded>();

/** Who calls with a request, and who records it; undefined for what is public or left out. */
export const callOf = (request: FastifyRequest): Recorded | undefined => recorded.get(request);

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const [FORBIDDEN, FAILED] = [403, 400];

/**
 * Who changes what by API, before it is done: a change that cannot be recorded does not happen. One that is refused, or fails, gets a second
 * line. A caller whose role may not call a route at all gets a line too, reads included. The body is in none of them.
 */
export class ChangeAudit implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly recorderOf: RecorderOf,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & CallerRequest>();
    const found = this.note(context, request);
    if (!found || !CHANGES.has(request.method)) return true;
    if (this.reflector.get<boolean | undefined>(UNAUDITED, context.getHandler())) {
      // Its role may call it: what becomes of it is told where it is recorded.
      recorded.delete(request);
      return true;
    }
    await record(found, request, 'allowed');
    return true;
  }

  /** Remembers who calls, for what becomes of it. */
  note(context: ExecutionContext, request: FastifyRequest & CallerRequest): Recorded | undefined {
    const recorder = this.recorderOf(context.getClass());
    if (!request.caller || !recorder) return undefined;
    const purpose = this.reflector.get<RouteDocument | undefined>(ROUTE_DOCUMENT, context.getHandler())?.summary ?? context.getHandler().name;
    const found = { caller: request.caller, recorder, action: `${request.method} ${request.routeOptions.url?.replace(/^\/api\/v1/, '') ?? ''}`, purpose };
    recorded.set(request, found);
    return found;
  }
}

/** The second line, once it is known how a request ended. */
export function auditRefusals(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const found = recorded.get(request);
    if (found && (reply.statusCode === FORBIDDEN || (reply.statusCode >= FAILED && CHANGES.has(request.method)))) {
      record(found, request, `HTTP ${reply.statusCode}`).catch((error: unknown) => rootLogger().warn({ err: error }, 'a refusal could not be recorded in the audit'));
    }
    done();
  });
}

/** Parameters of a path that may hold a caller's number: the route stands for them. */
const PERSONAL = /:platformCallId/;

/** The path, without what is asked for behind it: ids and names of settings. */
function record({ caller: { tenantId, role, name }, recorder, action, purpose }: Recorded, request: FastifyRequest, outcome: string): Promise<void> {
  const route = request.routeOptions.url ?? '';
  const path = (PERSONAL.test(route) ? route : (request.url.split('?')[0] ?? '')).replace(/^\/api\/v1\//, '');
  return recorder.recordAccess(tenantId, { action, reference: `api://${tenantId}/${path}`, outcome }, { actor: `${role}:${name}`, purpose });
}
