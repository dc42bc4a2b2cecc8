import type { QueryConfig } from 'pg';

/** Texts put together at run time must not fill the server's memory with plans. */
const MOST_NAMES = 500;
const names = new Map<string, string | undefined>();

/** A result whose columns follow the table's: a plan of it fails once another build's migration has added one. */
const OPEN_RESULT = /(\bselect|\breturning|\.)\s*\*/i;

/**
 * A statement with parameters under a name of its own, so that each connection parses and plans it once: for the short statements of
 * an event's way that is half of the server's work.
 */
export function prepared(text: string, values: readonly unknown[] = []): QueryConfig {
  let name = names.get(text);
  if (name === undefined && !names.has(text) && names.size < MOST_NAMES) {
    name = OPEN_RESULT.test(text.replace(/count\(\*\)/gi, '')) ? undefined : `callmesh_${names.size}`;
    names.set(text, name);
  }
  return { ...(name !== undefined && { name }), text, values: values as unknown[] };
}
