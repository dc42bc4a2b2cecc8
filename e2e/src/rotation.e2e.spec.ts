import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Rotated } from '@callmesh/claim-check';
import { anotherTranscript, handIn, sampleCall, threadWhen } from './support/calls.js';
import { eventually, newDataDir, removeDataDir, runCallmesh, startCallmesh, type CallmeshProcess } from './support/callmesh-process.js';

describe('the master key of a callmesh that runs', () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;
  let receipt: string;
  const conversations: string[] = [];

  const command = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await runCallmesh(dataDir, '--json', ...args);
    expect([args, code, stderr.replace(/^\d+ of \d+ keys\n/gm, '')]).toEqual([args, 0, '']);
    return JSON.parse(stdout) as T;
  };
  const restart = async (): Promise<void> => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    callmesh = await startCallmesh(dataDir);
  };
  const statusOf = async (conversation: string, what: string): Promise<number> => (await callmesh.call('GET', `/api/v1/conversations/${conversation}/${what}`)).status;
  const everythingOpens = async (): Promise<void> => {
    for (const conversation of conversations) {
      await threadWhen(callmesh, conversation, ({ settled }) => settled);
      expect([conversation, await statusOf(conversation, 'transcript')]).toEqual([conversation, 200]);
    }
    expect(await command('erase', 'verify', receipt)).toMatchObject({ conversations: 1 });
    expect(await command('audit', 'verify')).toMatchObject({ intact: true });
  };

  beforeAll(async () => {
    dataDir = await newDataDir();
    callmesh = await startCallmesh(dataDir);
    for (let n = 0; n < 4; n += 1) conversations.push((await handIn(callmesh, await anotherTranscript('two-orders', n))).conversationId);
    const { conversationId } = await handIn(callmesh, await sampleCall('cancel-order', 'vtt'));
    await threadWhen(callmesh, conversationId, ({ settled }) => settled);
    receipt = path.join(dataDir, 'receipt.json');
    await writeFile(receipt, JSON.stringify(await command('erase', '--conversation', conversationId, '--reason', 'request 115')));
  }, 120_000);

  afterAll(async () => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await removeDataDir(dataDir);
  }, 60_000);

  it('is rotated while calls come in and are read; nothing fails, and all of it opens', async () => {
    const failed: unknown[] = [];
    let rotating = true;
    const lane = async (name: 'two-orders' | 'disputed-invoice'): Promise<void> => {
      for (let n = 10; rotating || n < 15; n += 1) {
        const handed = await handIn(callmesh, await anotherTranscript(name, n)).catch((error: unknown) => failed.push(error));
        if (typeof handed === 'object') conversations.push(handed.conversationId);
        const status = await statusOf(conversations[n % 4] ?? '', 'transcript');
        if (status !== 200) failed.push(status);
      }
    };
    const load = Promise.all([lane('two-orders'), lane('disputed-invoice')]);
    let rotated = await command<Rotated>('keys', 'rotate-master');
    rotating = false;
    await load;
    // Data keys that the running process made with the former one, before it looked: the same command goes on with those.
    while (rotated.use.length > 1) rotated = await command<Rotated>('keys', 'rotate-master');
    expect(failed).toEqual([]);
    expect(conversations.length).toBeGreaterThan(12);
    await everythingOpens();
    expect(callmesh.logs.filter(({ err }) => err?.code?.startsWith('KMS.'))).toEqual([]);
  }, 180_000);

  it('and the former one is dropped only when nothing signs with it; what it signed holds', async () => {
    const refused = await eventually('a former key that wraps nothing', async () => {
      const { code, stdout, stderr } = await runCallmesh(dataDir, '--json', 'keys', 'forget-master');
      if (code !== 0) return [code, stderr.includes('KEYS.IN_USE')];
      // A busy process may have made a data key with the former one meanwhile: it is kept for that, until the rotation went on.
      expect(JSON.parse(stdout)).toEqual({ forgotten: [], kept: 1 });
      await command('keys', 'rotate-master');
      return undefined;
    });
    expect(refused).toEqual([1, true]);
    await restart();
    await everythingOpens();
    const forgotten = await eventually('a former key that is not needed', async () => {
      const { forgotten: dropped } = await command<{ forgotten: string[] }>('keys', 'forget-master');
      return dropped.length > 0 ? dropped : undefined;
    });
    expect(forgotten).toHaveLength(1);
    await restart();
    conversations.push((await handIn(callmesh, await anotherTranscript('disputed-invoice', 500))).conversationId);
    await everythingOpens();
  }, 180_000);
});
