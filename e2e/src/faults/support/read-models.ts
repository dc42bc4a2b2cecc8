import type { ServiceName } from '@callmesh/contracts';
import type { RebuiltProjection } from '@callmesh/testing/faults';
import type pg from 'pg';
import { withAdmin } from './stores.js';
import { untilRest, type Judged } from './verdict.js';

/** Read models by the service that has them: of insights, fed by the broker, and the queue, which commits with the events. */
const readModels: readonly (readonly [service: ServiceName, tables: readonly string[]])[] = [
  ['insights', ['insights.conversation_events', 'insights.conversations', 'insights.stage_times']],
  ['human-review', ['human_review.queue_items']],
];

/** Rebuilds the read models from zero, and holds every row against what it was. */
export async function rebuildReadModels(judged: Judged, rebuild: (service: ServiceName) => Promise<{ readonly status: number; readonly body: unknown }>): Promise<RebuiltProjection[]> {
  const live = await withAdmin(judged.adminUrl, dump);
  for (const [service] of readModels) {
    const { status, body } = await rebuild(service);
    if (status !== 200) throw new Error(`the rebuild of ${service} was answered ${status}: ${JSON.stringify(body)}`);
  }
  await untilRest(judged);
  const rebuilt = await withAdmin(judged.adminUrl, dump);
  return Object.keys(live).map((name) => ({ name, live: live[name] ?? '', rebuilt: rebuilt[name] ?? '' }));
}

async function dump(client: pg.Client): Promise<Record<string, string>> {
  const rows: Record<string, string> = {};
  for (const table of readModels.flatMap(([, tables]) => tables)) {
    const found = await client.query<{ row: string }>(`select row_to_json(t)::text as row from ${table} t order by row_to_json(t)::text collate "C"`);
    rows[table] = found.rows.map(({ row }) => row).join('\n');
  }
  return rows;
}
