import { RequestMethod, type Type } from '@nestjs/common';
import type { ServiceName } from '@callmesh/contracts';
import { AUDITOR, AuditController, KEY_KEEPER, KeysController, operationsControllers, SubscriptionsController, type ServiceDefinition } from '@callmesh/service-defaults';

/** Who answers a route: one service, the one that a path parameter names, or all of them together. */
export type Owner = { readonly service: ServiceName } | { readonly parameter: 'service' } | { readonly all: true };

/** A route of the API. */
export interface OwnedRoute {
  readonly method: string;
  /** As Fastify writes it, below the API's prefix: `/calls/:id`. */
  readonly path: string;
  readonly owner: Owner;
}

/** Every route of these services, read from the controllers that serve it: a new one is in the gateway from its first day. */
export function routesOf(definitions: readonly ServiceDefinition[]): OwnedRoute[] {
  const own = definitions.flatMap(({ name, controllers }) => controllers.flatMap((controller) => withOwner(controller, () => ({ service: name }))));
  const keys = [KeysController, SubscriptionsController].flatMap((controller) => withOwner(controller, () => ({ service: KEY_KEEPER })));
  const audit = withOwner(AuditController, () => ({ service: AUDITOR }));
  const operations = operationsControllers.flatMap((controller) => withOwner(controller, (path) => (path.split('/').includes(':service') ? { parameter: 'service' } : { all: true })));
  return [...own, ...keys, ...audit, ...operations];
}

function withOwner(controller: Type, ownerOf: (path: string) => Owner): OwnedRoute[] {
  const prefixes = pathsOf(controller);
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (name === 'constructor' || typeof handler !== 'function') return [];
    // Nest's own metadata (`PATH_METADATA`, `METHOD_METADATA`), which its decorators write.
    const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    return prefixes.flatMap((prefix) =>
      pathsOf(handler).map((suffix) => {
        const path = `/${[prefix, suffix].flatMap((part) => part.split('/')).filter(Boolean).join('/')}`;
        return { method: RequestMethod[method], path, owner: ownerOf(path) };
      }),
    );
  });
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata('path', target) as string | string[] | undefined;
  return path === undefined ? [''] : [path].flat();
}
