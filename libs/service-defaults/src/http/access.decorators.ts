import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Caller, Role } from '../access/caller.js';

/** Metadata key of {@link Public}. */
export const PUBLIC_ROUTE = 'callmesh:public';
/** Metadata key of {@link Roles}. */
export const ROUTE_ROLES = 'callmesh:roles';
/** Metadata key of {@link OperatorsOnly}. */
export const OPERATOR_ROUTE = 'callmesh:operators-only';

/** A request after the guard has let it pass. */
export interface CallerRequest {
  caller?: Caller;
}

/** Opens a route (or all of a controller's) to callers without a key. Everything else is closed. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC_ROUTE, true);

/**
 * Narrows a route (or all of a controller's) to these roles; `admin` may do everything in its tenant and need not be named.
 * Without it every role of the tenant may call the route.
 */
export const Roles = (...roles: readonly Role[]): MethodDecorator & ClassDecorator => SetMetadata(ROUTE_ROLES, roles);

/** A route that reaches beyond the caller's tenant (parking, rebuilds): only `operator`, not even a tenant's `admin`. */
export const OperatorsOnly = (): MethodDecorator & ClassDecorator => SetMetadata(OPERATOR_ROUTE, true);

/** The authenticated caller as a handler parameter: `@CurrentCaller() caller: Caller`. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new Error('this route is public: it has no caller, remove @CurrentCaller() or @Public()');
  return caller;
});
