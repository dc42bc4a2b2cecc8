import { grantWorker, isolateByTenant, type AsyncProjection } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A read model as services have them: a row per stream, in clear what its list shows. */
export class KeptCancellations1764900000000 implements MigrationInterface {
  readonly name = 'KeptCancellations1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table kept_cancellations (
        tenant_id text not null, stream_id text not null, events integer not null, order_id text, confidence float8, quote text,
        primary key (tenant_id, stream_id)
      )`);
    await isolateByTenant(runner, 'kept_cancellations');
    await grantWorker(runner, 'kept_cancellations', 'select');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}

interface Row {
  stream_id: string;
  events: number;
  order_id: string | null;
  confidence: number;
  quote: string | null;
}

/** Folds a batch in memory and writes each stream once. */
export const keptCancellations: AsyncProjection = {
  name: 'kept-cancellations',
  tables: ['kept_cancellations'],
  handles: ['order.cancellation-requested.v1'],
  async apply(tx, events) {
    const rows = new Map<string, Row>();
    for (const event of events) {
      if (event.type !== 'order.cancellation-requested.v1') continue;
      const { orderId, confidence, evidence } = event.data;
      const before = rows.get(event.streamId)?.events ?? 0;
      rows.set(event.streamId, { stream_id: event.streamId, events: before + 1, order_id: orderId, confidence, quote: evidence[0]?.quote ?? null });
    }
    await tx.query(
      `insert into kept_cancellations (tenant_id, stream_id, events, order_id, confidence, quote)
       select $1, r.* from jsonb_to_recordset($2::jsonb) as r (stream_id text, events integer, order_id text, confidence float8, quote text)
       on conflict (tenant_id, stream_id) do update set events = kept_cancellations.events + excluded.events, order_id = excluded.order_id,
         confidence = excluded.confidence, quote = excluded.quote`,
      [tx.tenantId, JSON.stringify([...rows.values()])],
    );
  },
};
