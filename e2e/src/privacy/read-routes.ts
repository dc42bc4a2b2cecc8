import type { CallmeshProcess } from '../support/callmesh-process.js';

/** A route of the OpenAPI document. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: { readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]; readonly requestBody?: unknown };
}

/** Every route, as the document lists them. */
export async function routesOf(callmesh: CallmeshProcess): Promise<Route[]> {
  const { body } = await callmesh.call('GET', '/api/v1/openapi.json', { key: null });
  const { paths } = body as { paths: Record<string, Record<string, Route['operation']>> };
  return Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })));
}

/** A route's addresses with each value in each place; a `{service}` takes services, everything else takes all the values. */
export function addressesOf({ path }: Pick<Route, 'path'>, values: readonly string[], services: readonly string[]): string[] {
  let addresses = [path];
  for (const [placeholder, name] of path.matchAll(/\{([^}]+)\}/g)) {
    const choices = name === 'service' ? services : values;
    addresses = addresses.flatMap((address) => choices.map((value) => address.replace(placeholder, encodeURIComponent(value))));
  }
  return addresses;
}
