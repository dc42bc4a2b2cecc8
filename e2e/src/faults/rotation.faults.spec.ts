import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rotated } from '@callmesh/claim-check';
import { apicurioMissing, kafkaMissing, versitygwMissing } from '@callmesh/testing';
import { anotherTranscript, handIn, threadWhen } from '../support/calls.js';
import { eventually, newDataDir, removeDataDir, runCallmesh } from '../support/callmesh-process.js';
import { processEnd } from '../support/process-end.js';
import { startStack, type StackProcess } from '../support/stack-process.js';
import { scenario } from './support/scenario.js';

const missing = kafkaMissing() ?? apicurioMissing() ?? versitygwMissing();

describe('the master key of services that run apart', () => {
  let dataDir: string;
  let stack: StackProcess;

  beforeAll(async () => {
    if (missing) return;
    dataDir = await newDataDir();
    stack = await startStack(dataDir, { args: ['--instances', 'ingestion=2,transcription=2'] });
  }, 240_000);

  afterAll(async () => {
    if (!stack) return;
    stack.kill('SIGTERM');
    await stack.ended;
    await processEnd(dataDir);
    await removeDataDir(dataDir);
  }, 120_000);

  scenario({
    fault: 'the master key is rotated, and the former one dropped, while services run on Kafka',
    injected: '`callmesh keys rotate-master` and `forget-master` while calls come in and are read by two instances each of ingestion and transcription; nothing is restarted, until at the end SIGKILL to one of each',
    missing,
    run: async (run) => {
      const conversations: string[] = [];
      const failed: unknown[] = [];
      const command = async <T>(...args: string[]): Promise<T> => {
        const { code, stdout, stderr } = await runCallmesh(dataDir, '--json', ...args);
        expect([args, code, stderr.replace(/^(\d+ of \d+ keys|erasure .* has begun|some keys are not under .*)\n/gm, '')]).toEqual([args, 0, '']);
        return JSON.parse(stdout) as T;
      };
      const take = async (n: number): Promise<string> => (await handIn(stack, await anotherTranscript(n % 2 === 0 ? 'two-orders' : 'disputed-invoice', n))).conversationId;
      const opens = async (conversation: string): Promise<void> => {
        const { status } = await stack.call('GET', `/api/v1/conversations/${conversation}/transcript`);
        if (status !== 200) failed.push([conversation, status]);
      };
      const erased: string[] = [];
      /** @returns the file of its receipt. */
      const erase = async (n: number): Promise<string> => {
        const conversation = await take(n);
        await threadWhen(stack, conversation, ({ settled }) => settled, 90_000);
        const file = path.join(dataDir, `receipt-${n}.json`);
        await writeFile(file, JSON.stringify(await command('erase', '--conversation', conversation, '--reason', `request ${n}`)));
        erased.push(file);
        return file;
      };

      for (let n = 0; n < 4; n += 1) conversations.push(await take(n));
      for (const one of conversations) await threadWhen(stack, one, ({ settled }) => settled, 90_000);
      await erase(1_000);
      const before = await stack.processes();

      let calm = false;
      const lane = async (from: number): Promise<void> => {
        for (let n = from; !calm && failed.length === 0; n += 1) {
          await take(n).then((one) => conversations.push(one), (error: unknown) => failed.push(error));
          await opens(conversations[n % 4] ?? '').catch((error: unknown) => failed.push(error));
          await sleep(200);
        }
      };
      const load = Promise.all([lane(100), lane(5_000)]);
      const rotate = (): Promise<Rotated> => command<Rotated>('keys', 'rotate-master');
      // What a process wrapped before it looked, which each does every ten seconds: the same command goes on with those.
      let rotated = await rotate();
      while (rotated.use.length > 1) rotated = await rotate();
      // The ledger is read and written meanwhile, by processes that were started with the former key.
      expect(await command('erase', 'reapply')).toEqual([]);
      await erase(1_001);

      const refused = await eventually('a former key that wraps nothing', async () => {
        const { code, stderr } = await runCallmesh(dataDir, '--json', 'keys', 'forget-master');
        if (code === 0) await rotate();
        return code === 0 ? undefined : [code, stderr.includes('KEYS.IN_USE')];
      }, 240_000);
      expect(refused).toEqual([1, true]);
      // Minutes pass; all that can happen in them happens in the first ten seconds.
      await sleep(12_000);
      const secrets = path.join(dataDir, 'secrets.json');
      const then = new Date(Date.now() - 10 * 60_000);
      await utimes(secrets, then, then);
      const forgotten = await eventually('a former key that wraps nothing', async () => {
        const { forgotten: dropped } = await command<{ forgotten: string[] }>('keys', 'forget-master');
        if (dropped.length === 0) await rotate();
        return dropped.length > 0 ? dropped : undefined;
      }, 240_000);
      expect(forgotten).toHaveLength(1);
      expect(JSON.parse(await readFile(secrets, 'utf8'))).toEqual({ masterKey: expect.any(String) });
      await erase(1_002);
      calm = true;
      await load;
      expect(failed).toEqual([]);
      expect(await stack.processes()).toEqual(before);

      for (const one of before.filter(({ name }) => name === 'ingestion-1' || name === 'transcription-1')) process.kill(one.pid, 'SIGKILL');
      await eventually('that both are back', async () => {
        const now = await stack.processes();
        return before.every(({ name, pid }) => now.some((one) => one.name === name && (name === 'ingestion-1' || name === 'transcription-1' ? one.pid !== pid : true))) ? true : undefined;
      });
      conversations.push(await take(9_000));
      for (const one of conversations) {
        await threadWhen(stack, one, ({ settled }) => settled, 120_000);
        await opens(one);
      }
      expect(failed).toEqual([]);
      for (const file of erased) expect(await command('erase', 'verify', file)).toMatchObject({ valid: true, conversations: 1 });
      expect(await command('erase', 'reapply')).toEqual([]);
      expect(await command('audit', 'verify')).toMatchObject({ intact: true });
      const logs = await Promise.all((await readdir(path.join(dataDir, 'logs'))).map((name) => readFile(path.join(dataDir, 'logs', name), 'utf8')));
      expect(logs.join('\n').split('\n').filter((line) => /KMS\.|LEDGER_FORGED|master keys cannot be read/.test(line))).toEqual([]);
      run.observe(`${conversations.length} calls and their reads without an error, none restarted; ${erased.length} receipts from before, between and after verify; all opens, and with it the audit, when one of each was killed and came back with the new key alone`);
    },
  });
});
