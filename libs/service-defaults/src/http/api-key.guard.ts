import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { DomainError } from '@callmesh/event-sourcing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseApiKey } from '../access/api-key.js';
import type { ApiKeys } from '../access/api-keys.js';
import type { Role } from '../access/caller.js';
import type { ChangeAudit } from '../audit/change-audit.js';
import { OPERATOR_ROUTE, PUBLIC_ROUTE, ROUTE_ROLES, type CallerRequest } from './access.decorators.js';

/** Closes every route that is not marked public: a key first, then its role. */
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
    private readonly audit: Pick<ChangeAudit, 'note'>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marked = <T>(key: string): T | undefined => this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
    if (marked<boolean>(PUBLIC_ROUTE)) return true;

    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & CallerRequest>();
    const key = parseApiKey(request.headers.authorization);
    const caller = key && (await this.keys.authenticate(key));
    if (!caller) {
      void http.getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
      if (key) throw new DomainError('AUTH.UNKNOWN_KEY', `the key cm_${key.prefix}_… is unknown or revoked: make another with \`callmesh keys create\``);
      throw request.headers.authorization
        ? new DomainError('AUTH.MALFORMED_KEY', 'what was sent is no API key of callmesh, or only a part of one: send `Authorization: Bearer cm_<prefix>_<secret>`')
        : new DomainError('AUTH.MISSING', 'this route needs an API key: send `Authorization: Bearer cm_…`');
    }
    request.caller = caller;
    this.audit.note(context, request);
    const allowed = marked<readonly Role[]>(ROUTE_ROLES);
    if (!mayCall(caller.role, allowed, marked<boolean>(OPERATOR_ROUTE) ?? false)) {
      throw new DomainError('AUTH.FORBIDDEN', `a key with role ${caller.role} may not do this: it takes ${(allowed ?? [NARROW.includes(caller.role) ? 'another' : 'operator']).join(' or ')}`);
    }
    return true;
  }
}

/** Who controls the others takes no part in what they do, and sees no calls; who hears raw recordings does nothing else with the key. */
const NARROW: readonly Role[] = ['auditor', 'raw-audio'];

function mayCall(role: Role, allowed: readonly Role[] | undefined, operatorsOnly: boolean): boolean {
  if (operatorsOnly) return role === 'operator';
  if (NARROW.includes(role)) return allowed?.includes(role) ?? false;
  return role === 'admin' || allowed === undefined || allowed.includes(role);
}
