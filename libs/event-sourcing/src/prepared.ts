import type { QueryConfig } from 'pg';
import type { Tx } from './database.port.js';

/** Texts put together at run time must not fill the server's memory with plans. */
const MOST_NAMES = 500;
const names = new Map<string, string | undefined>();

/** A result whose columns follow the table's: a plan of it fails once another build's migration has added one. */
const OPEN_RESULT = /(\bselect|\breturning|\.)\s*\*/i;

/** Plans the rest of the transaction's statements for the rows and values that they meet: for queries over many rows, where the roles' kept plans by index do not fit. */
export function planAfresh(tx: Tx): void {
  tx.defer('set local plan_cache_mode = force_custom_plan; set local enable_seqscan = on; set local enable_hashjoin = on; set local enable_mergejoin = on');
}

/**
 * A statement with parameters under a name of its own, so that each connection parses it once and, by the roles' settings, plans it once:
 * by index, because a plan that was free to choose for an empty inbox read all of it for every message.
 */
export function prepared(text: string, values: readonly unknown[] = []): QueryConfig {
  let name = names.get(text);
  if (name === undefined && !names.has(text) && names.size < MOST_NAMES) {
    name = OPEN_RESULT.test(text.replace(/count\(\*\)/gi, '')) ? undefined : `callmesh_${names.size}`;
    names.set(text, name);
  }
  return { ...(name !== undefined && { name }), text, values: values as unknown[] };
}
