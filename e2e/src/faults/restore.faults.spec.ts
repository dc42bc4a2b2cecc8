import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { startCallmesh } from '../support/callmesh-process.js';
import { handIn as upload } from '../support/calls.js';
import { copyDatabase, spendTransactions } from './support/copy-database.js';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { startFaultyPostgres, type FaultyPostgres } from './support/faulty-postgres.js';
import { scenario } from './support/scenario.js';
import { handIn, transcripts } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

const CALLS = 20;

describe('a dump that is restored into a new Postgres', () => {
  let old: EmbeddedSystem;
  let young: FaultyPostgres;
  const ends: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  }, 90_000);

  scenario({
    fault: 'dump and restore into a new cluster',
    injected: 'callmesh stopped with calls in hand, every row of every schema copied into a fresh Postgres whose transaction ids are far below',
    run: async (run) => {
      old = await startEmbedded({ seed: run.seed });
      ends.push(() => old.close());
      // The old server has a past, which the new one lacks.
      await spendTransactions(old.adminUrl, 20_000);
      const before = handIn(await transcripts(CALLS), old.intake);
      await before.done;
      old.process().kill('SIGKILL');
      await old.process().ended;

      young = await startFaultyPostgres(path.join(old.dataDir, 'restored'));
      ends.push(() => young.stop());
      const env = { CALLMESH_MASTER_KEY: old.masterKey, DATABASE_URL: young.url, CRM_HUBSPOT_URL: old.crm.url, CRM_HUBSPOT_TOKEN: old.crm.token };
      const callmesh = (...args: string[]): Promise<unknown> =>
        promisify(execFile)(process.execPath, ['apps/callmesh/dist/main.js', '--data', old.dataDir, ...args], { env: { ...process.env, NODE_OPTIONS: '', ...env } });
      await callmesh('migrate');
      const rows = await copyDatabase(old.adminUrl, young.url);

      await expect(startCallmesh(old.dataDir, env)).rejects.toThrow('DATABASE.RESTORED');
      await callmesh('restore-fixup');
      const next = await startCallmesh(old.dataDir, env);
      ends.push(async () => {
        next.kill('SIGTERM');
        await next.ended;
      });
      const after = handIn(await transcripts(CALLS, CALLS), (call) => upload(next, call));
      await after.done;
      const restored = { ...old, adminUrl: young.url };
      await untilRest(restored);
      const { history, violations } = await judge(restored, [...before.acknowledged, ...after.acknowledged]);
      run.observe(`refused until restore-fixup; ${rows} rows restored; ${sizes(history)}`);
      expect(violations).toEqual([]);
    },
  });
});
