import { rolesHere } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the worker role count what waits in all tenants: kind, state and age, no other column. */
export class QueueFigures1764100001010 implements MigrationInterface {
  readonly name = 'QueueFigures1764100001010';

  async up(runner: QueryRunner): Promise<void> {
    const { worker } = await rolesHere(runner);
    await runner.query(`create policy worker on queue_items for select to ${worker} using (true)`);
    await runner.query(`grant select (kind, state, drafted_at) on queue_items to ${worker}`);
    await runner.query(`create index queue_items_waiting_by_kind on queue_items (kind, drafted_at) where state = 'drafted'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}
