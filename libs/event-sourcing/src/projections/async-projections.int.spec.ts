import { setTimeout as sleep } from 'node:timers/promises';
import { createTestService, type TestService } from '@callmesh/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Tx } from '../database.port.js';
import type { AsyncProjection, StoredEvent } from '../event-store.port.js';
import { grantWorker, isolateByTenant } from '../provisioning/migration-helpers.js';
import { applied, contextOf, failed } from '../testing/fixtures.js';
import { startAsyncProjections } from './async-projections.js';
import { projectBatch } from './project-batch.js';
import { compareCopy, dropCopy, promoteCopy } from './projection-copies.js';
import { markProjection } from './projection-copies-functions.js';
import { rebuildProjection } from './rebuild-projection.js';
import { catchUpCopy, replayProjection, startCopy } from './replay-projection.js';

class Outcomes1764000009800 implements MigrationInterface {
  readonly name = 'Outcomes1764000009800';
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['outcomes', 'inline_outcomes']) {
      await runner.query(`create table ${table} (tenant_id text not null, action_id text not null, last text not null, reason text, count integer not null, primary key (tenant_id, action_id))`);
      await isolateByTenant(runner, table);
      await grantWorker(runner, table, 'select');
      await markProjection(runner, table);
    }
  }
  async down(): Promise<void> {}
}

const intoTable = (table: string) => async (tx: Tx, events: readonly StoredEvent[]): Promise<void> => {
  for (const event of events) {
    if (event.type !== 'action.applied.v1' && event.type !== 'action.application-failed.v1') continue;
    const reason = event.type === 'action.application-failed.v1' ? event.data.reason : null;
    await tx.query(
      `insert into ${table} values ($1, $2, $3, $4, 1) on conflict (tenant_id, action_id) do update set last = excluded.last, reason = excluded.reason, count = ${table}.count + 1`,
      [tx.tenantId, event.data.actionId, event.metadata.id, reason],
    );
  }
};

const handles = ['action.applied.v1', 'action.application-failed.v1'] as const;
const outcomes: AsyncProjection = { name: 'outcomes', handles, tables: ['outcomes'], apply: intoTable('outcomes') };
const inline = { name: 'inline-outcomes', handles, apply: intoTable('inline_outcomes') };

let service: TestService;

beforeAll(async () => {
  service = await createTestService({ schema: 'crm_sync', service: 'crm-sync', migrations: [Outcomes1764000009800], inlineProjections: [inline] });
});
afterAll(() => service.drop());

const rowsOf = async (table: string): Promise<string> => {
  const perTenant = ['acme', 'globex'].map((tenantId) => service.db.transaction(tenantId, async (tx) => (await tx.query<{ row: string }>(`select ${table}::text as row from ${table} order by 1`)).rows));
  return (await Promise.all(perTenant)).flat().map(({ row }) => row).join('\n');
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await holds()); await sleep(10)) if (Date.now() > end) throw new Error('it did not come true within 20 s');
}

describe('projections', () => {
  it('keep read models of several tenants up, and come out byte-equal from a rebuild', async () => {
    const { db, store, cipher } = service;
    const errors: unknown[] = [];
    const running = startAsyncProjections({ db, cipher, projections: [outcomes], onError: (error) => errors.push(error) });
    const end = store.onAppended(() => running.wake());
    for (let i = 0; i < 30; i += 1) {
      const tenant = i % 3 === 0 ? 'globex' : 'acme';
      const action = `a${i % 7}`;
      await db.transaction(tenant, async (tx) => {
        const { length } = await store.load(tx, `action-${action}`);
        await store.append(tx, `action-${action}`, length, [i % 4 === 0 ? failed(action, 'c1', `reason ${i}`) : applied(action, 'c1')], contextOf('c1', String(i)));
      });
    }
    const inlineRows = await rowsOf('inline_outcomes');
    expect(inlineRows.split('\n')).toHaveLength(14);
    await until(async () => (await rowsOf('outcomes')) === inlineRows);

    // Beside the running instance: whoever moves the checkpoint first does the batch.
    await rebuildProjection(db, cipher, outcomes);
    await until(async () => (await rowsOf('outcomes')) === inlineRows);
    end();
    await running.stop();
    expect(errors).toEqual([]);
  });

  it('do not count a batch twice when two instances run the same one, nor lose it when one fails', async () => {
    const { db, cipher } = service;
    const expected = await rowsOf('inline_outcomes');
    let fail = true;
    const flaky: AsyncProjection = {
      ...outcomes,
      async apply(tx, events) {
        await outcomes.apply(tx, events);
        if (fail) throw new Error('failed after its writes');
      },
    };
    await expect(rebuildProjection(db, cipher, flaky)).rejects.toThrow('failed after its writes');
    expect(await rowsOf('outcomes')).toBe('');
    fail = false;
    const passed = await Promise.all(Array.from({ length: 4 }, () => projectBatch({ db, cipher }, flaky)));
    expect(passed.filter((count) => count > 0)).toHaveLength(1);
    expect(await rowsOf('outcomes')).toBe(expected);
  });

  it('are built in a copy beside the live tables, from any point, compared, and put in their place with their checkpoint', async () => {
    const { db, cipher } = service;
    await rebuildProjection(db, cipher, outcomes);
    const expected = await rowsOf('outcomes');
    await startCopy(db, outcomes, 'next', 'start');
    expect(await catchUpCopy(db, cipher, outcomes, 'next')).toBe(30);
    await expect(startCopy(db, outcomes, 'next', 'start')).rejects.toMatchObject({ code: 'COPY.ALREADY_EXISTS' });
    expect(await compareCopy(db, 'next', ['outcomes'])).toMatchObject([{ table: 'outcomes', rows: { live: 14, copy: 14 }, onlyLive: 0, onlyCopy: 0 }]);
    await db.transaction('acme', (tx) => tx.query(`delete from outcomes where action_id = 'a1'`));
    expect(await compareCopy(db, 'next', ['outcomes'])).toMatchObject([{ rows: { live: 13, copy: 14 }, onlyLive: 0, onlyCopy: 1 }]);
    await db.workerTransaction((query) => promoteCopy(query, 'next', 'outcomes'));
    expect(await rowsOf('outcomes')).toBe(expected);
    expect(await projectBatch({ db, cipher }, outcomes)).toBe(0);
    // The fence came along.
    expect((await db.transaction('globex', (tx) => tx.query(`select from outcomes where tenant_id = 'acme'`))).rowCount).toBe(0);
    await expect(compareCopy(db, 'next', ['outcomes'])).rejects.toMatchObject({ code: 'COPY.NOT_FOUND' });

    const { rows } = await db.workerQuery<{ place: string }>(`select transaction_id::text || '.' || global_position as place from events order by transaction_id, global_position offset 20 limit 1`);
    await startCopy(db, outcomes, 'late', { position: rows[0]?.place ?? '' });
    expect(await catchUpCopy(db, cipher, outcomes, 'late')).toBe(10);
    await startCopy(db, outcomes, 'never', { time: new Date(Date.now() + 60_000).toISOString() });
    expect(await catchUpCopy(db, cipher, outcomes, 'never')).toBe(0);
    for (const copy of ['late', 'never']) await db.workerTransaction((query) => dropCopy(query, copy));

    await expect(replayProjection(db, cipher, outcomes, 'start')).rejects.toMatchObject({ code: 'PROJECTION.NOT_REPEATABLE' });
    expect(await replayProjection(db, cipher, { ...outcomes, isRepeatable: true }, { position: rows[0]?.place ?? '' })).toBe(10);
    await expect(startCopy(db, { ...outcomes, tables: ['events'] }, 'theft', 'start')).rejects.toThrow('is no table of a read model');
    await expect(startCopy(db, outcomes, 'Bad name', 'start')).rejects.toMatchObject({ code: 'COPY.NAME_INVALID' });
  });

  it('never reject what was appended in the same transaction, and vanish with it', async () => {
    const { db, store } = service;
    const before = await rowsOf('inline_outcomes');
    const work = db.transaction('acme', async (tx) => {
      await store.appendWithCommit(tx, 'action-gone', 0, [applied('gone', 'c1')], contextOf('c1'));
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await rowsOf('inline_outcomes')).toBe(before);
  });
});
