import type { RebuiltProjection } from '@callmesh/testing/faults';
import type pg from 'pg';
import { withAdmin } from './stores.js';
import { untilRest, type Judged } from './verdict.js';

const tables = ['conversation_events', 'conversations', 'stage_times'] as const;

/** Rebuilds the read models of insights from zero, and holds every row against what it was. */
export async function rebuildInsights(judged: Judged, rebuild: () => Promise<{ readonly status: number; readonly body: unknown }>): Promise<RebuiltProjection[]> {
  const live = await withAdmin(judged.adminUrl, dump);
  const { status, body } = await rebuild();
  if (status !== 200) throw new Error(`the rebuild was answered ${status}: ${JSON.stringify(body)}`);
  await untilRest(judged);
  const rebuilt = await withAdmin(judged.adminUrl, dump);
  return tables.map((table) => ({ name: `insights.${table}`, live: live[table] ?? '', rebuilt: rebuilt[table] ?? '' }));
}

async function dump(client: pg.Client): Promise<Record<string, string>> {
  const rows: Record<string, string> = {};
  for (const table of tables) {
    const found = await client.query<{ row: string }>(`select row_to_json(t)::text as row from insights.${table} t order by row_to_json(t)::text collate "C"`);
    rows[table] = found.rows.map(({ row }) => row).join('\n');
  }
  return rows;
}
