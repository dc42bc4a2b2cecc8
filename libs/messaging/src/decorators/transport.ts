import type { ServiceName } from '@callmesh/contracts';

/**
 * Nest's transport id of a service's consumer. In the host several services share one Nest application, and Nest offers every
 * handler to every connected server: handlers and servers find each other by this symbol alone.
 */
export function transportOf(service: ServiceName): symbol {
  return Symbol.for(`callmesh:${service}`);
}
