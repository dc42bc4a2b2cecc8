import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, chmod } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { startDemoCrm, type DemoCrm } from '@callmesh/demo-crm';
import { freePort } from '@callmesh/testing/servers';
import { bytesOf, everyCell } from '../privacy/open-everything.js';
import { handIn, sampleCall, threadWhen } from '../support/calls.js';
import { eventually, newDataDir, removeDataDir, startCallmesh, type CallmeshProcess } from '../support/callmesh-process.js';
import { spendTransactions } from './support/copy-database.js';
import { nativePostgresMissing, startNativePostgres, type NativePostgres } from './support/native-postgres.js';
import { scenario } from './support/scenario.js';
import { withAdmin } from './support/stores.js';

/** Said by the one who is erased, in clear in every read model: nobody's secret, and gone with the call. */
const MARK = 'vexatiously';

describe('backups from before and during an erasure', () => {
  let dataDir: string;
  let crm: DemoCrm;
  const ends: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
    if (dataDir) await removeDataDir(dataDir);
  }, 120_000);

  scenario({
    fault: 'restored backups of before an erasure: pg_dump, pg_dump while it erases, pg_basebackup',
    injected: 'a call is dumped, erased, and brought back by pg_restore into a new server, or by starting a base backup',
    missing: nativePostgresMissing(),
    run: async (run) => {
      dataDir = await newDataDir();
      crm = await startDemoCrm({ port: 0, seed: run.seed });
      ends.push(() => crm.close());
      const masterKey = randomBytes(32).toString('base64');
      const backups = path.join(dataDir, 'backups');
      await mkdir(backups);
      await chmod(backups, 0o777);
      const envOf = ({ url }: NativePostgres): Record<string, string> => ({ CALLMESH_MASTER_KEY: masterKey, DATABASE_URL: url, CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token });
      const server = async (name: string): Promise<NativePostgres> => {
        const started = await startNativePostgres(path.join(backups, name), await freePort());
        ends.push(() => started.stop());
        return started;
      };
      const command = (postgres: NativePostgres, ...args: string[]): Promise<unknown> =>
        promisify(execFile)(process.execPath, ['apps/callmesh/dist/main.js', '--data', dataDir, ...args], { env: { ...process.env, NODE_OPTIONS: '', ...envOf(postgres) } });
      const marked = (postgres: NativePostgres): Promise<string[]> => withAdmin(postgres.url, async (client) => [...new Set((await everyCell(client)).filter((cell) => bytesOf(cell).toString('latin1').includes(MARK)).map(({ table }) => table))]);
      const alive = (postgres: NativePostgres): Promise<boolean> => withAdmin(postgres.url, async (client) => (await client.query('select from vault.keys where conversation_id = $1 and wrapped is not null', [erased])).rowCount === 1);
      const end = async (callmesh: CallmeshProcess): Promise<void> => {
        callmesh.kill('SIGTERM');
        await callmesh.ended;
      };

      const old = await server('old');
      await spendTransactions(old.url, 20_000);
      const first = await startCallmesh(dataDir, envOf(old));
      const call = await sampleCall('cancel-order', 'vtt');
      const { conversationId: erased } = await handIn(first, { ...call, content: Buffer.from(call.content.toString().replace('Please cancel it.', `Please cancel it, I am ${MARK} tired of waiting.`)) });
      const { conversationId: kept } = await handIn(first, await sampleCall('disputed-invoice', 'vtt'));
      for (const id of [erased, kept]) await threadWhen(first, id, ({ settled }) => settled);
      const files = ['before', 'during'].map((name) => path.join(backups, `${name}.dump`));
      await old.dump(files[0] ?? '');
      await old.baseBackup(path.join(backups, 'base'));
      const [, { body: begun }] = await Promise.all([old.dump(files[1] ?? ''), first.call('POST', '/api/v1/erasures', { key: first.operatorKey, body: { conversationId: erased, reason: 'request 117' } })]);
      await eventually('the receipt', async () => (((await first.call('GET', `/api/v1/erasures/${(begun as { id: string }).id}`, { key: first.operatorKey })).body as { state: string }).state === 'done' ? true : undefined));
      expect(await marked(old)).toEqual([]);
      await end(first);

      const isForgotten = async (postgres: NativePostgres): Promise<void> => {
        const callmesh = await startCallmesh(dataDir, envOf(postgres));
        try {
          await threadWhen(callmesh, erased, ({ status }) => status === 'erased');
          await eventually('that nothing of it is left', async () => ((await marked(postgres)).length === 0 && !(await alive(postgres)) ? true : undefined));
          expect((await callmesh.call('GET', `/api/v1/conversations/${kept}/transcript`)).status).toBe(200);
          await expect(handIn(callmesh, call)).rejects.toThrow('CONVERSATION.ERASED');
        } finally {
          await end(callmesh);
        }
      };
      for (const [n, file] of files.entries()) {
        const young = await server(`restored-${n}`);
        await command(young, 'migrate');
        await young.restore(file);
        const [had, wasAlive] = [await marked(young), await alive(young)];
        if (n === 0) expect([had.length > 2, wasAlive]).toEqual([true, true]);
        await expect(startCallmesh(dataDir, envOf(young))).rejects.toThrow('DATABASE.RESTORED');
        await command(young, 'restore-fixup');
        // Before any service serves from it.
        expect([await marked(young), await alive(young)]).toEqual([[], false]);
        await isForgotten(young);
        run.observe(`${path.basename(file)}: ${had.length} tables told of the call, its key was ${wasAlive ? 'there' : 'gone'}; nothing after restore-fixup`);
      }
      const base = await server('base');
      const told = await marked(base);
      expect([told.length > 2, await alive(base)]).toEqual([true, true]);
      await isForgotten(base);
      run.observe(`base backup: ${told.length} tables; nothing once ingestion had started`);
    },
  });
});
