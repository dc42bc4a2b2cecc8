import type { FastifyInstance } from 'fastify';
import { problem, type Problem } from './problem.js';

interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** The methods of every route, for answers to requests that name another (RFC 9110 §15.5.6). */
export class RouteMethods {
  private readonly routes: KnownRoute[] = [];

  /** Learns the routes that are registered from now on. */
  watch(fastify: Pick<FastifyInstance, 'addHook'>): this {
    fastify.addHook('onRoute', ({ method, url }) => {
      // A wildcard is no route of its own: it takes what the others leave.
      if (!url.includes('*')) this.routes.push({ pattern: patternOf(url), methods: [method].flat() });
    });
    return this;
  }

  /** @returns methods that an address takes, sorted; [] when there is no such address. */
  of(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '';
    return [...new Set(this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
  }
}

/** The answer to a method that an address does not take; its `Allow` header names the others. */
export function methodNotAllowed(method: string, allowed: readonly string[]): Problem {
  return problem('REQUEST.METHOD_NOT_ALLOWED', `this address does not take ${method}: it takes ${allowed.join(', ')}`, 405);
}

function patternOf(url: string): RegExp {
  const parts = url.replace(/\/+$/, '').split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}/?$`);
}
