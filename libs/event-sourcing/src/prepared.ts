import type { QueryConfig } from 'pg';

/** Texts put together at run time must not fill the server's memory with plans. */
const MOST_NAMES = 500;
const names = new Map<string, string | undefined>();

/** A result whose columns follow the table's: a plan of it fails once another build's migration has added one. */
const OPEN_RESULT = /(\bselect|\breturning|\.)\s*\*/i;

/**
 * A statement with parameters under a name of its own, so that each connection parses it once. It is planned each time (a setting of
 * the roles): a plan that is kept was made for tables as they were, and one made for an empty inbox read all of it for every message.
 */
export function prepared(text: string, values: readonly unknown[] = []): QueryConfig {
  let name = names.get(text);
  if (name === undefined && !names.has(text) && names.size < MOST_NAMES) {
    name = OPEN_RESULT.test(text.replace(/count\(\*\)/gi, '')) ? undefined : `callmesh_${names.size}`;
    names.set(text, name);
  }
  return { ...(name !== undefined && { name }), text, values: values as unknown[] };
}
