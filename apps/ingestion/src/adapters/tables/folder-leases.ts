import { randomUUID } from 'node:crypto';
import { grantWorker, type Database } from '@callmesh/event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which process watches a folder. It belongs to no tenant: a folder is the installation's. */
export class FolderLeases1764000001100 implements MigrationInterface {
  readonly name = 'FolderLeases1764000001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table folder_leases (folder text primary key, owner uuid not null, lease_until timestamptz not null)');
    await grantWorker(runner, 'folder_leases');
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only: restore a backup instead');
  }
}

/** The one process among several that takes files from a folder, by a lease on the database's clock. */
export class FolderLease {
  private readonly owner = randomUUID();

  constructor(
    private readonly db: Database,
    private readonly folder: string,
    private readonly leaseMs: number,
  ) {}

  /** Takes or renews it. @returns false while another process holds it. */
  async take(): Promise<boolean> {
    const { rowCount } = await this.db.workerQuery(
      `insert into folder_leases as l (folder, owner, lease_until) values ($1, $2, clock_timestamp() + $3 * interval '1 ms')
       on conflict (folder) do update set owner = excluded.owner, lease_until = excluded.lease_until
       where l.owner = $2 or l.lease_until < clock_timestamp()`,
      [this.folder, this.owner, this.leaseMs],
    );
    return rowCount === 1;
  }

  /** Lets another process take over at once. */
  async release(): Promise<void> {
    await this.db.workerQuery('delete from folder_leases where folder = $1 and owner = $2', [this.folder, this.owner]);
  }
}
