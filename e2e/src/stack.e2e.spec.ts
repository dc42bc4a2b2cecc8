import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoCrm, type DemoCrm } from '@callmesh/demo-crm';
import type { ConversationThread } from '@callmesh/insights';
import { apicurioMissing, kafkaMissing, versitygwMissing } from '@callmesh/testing';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { anotherTranscript, handIn, sampleCall, threadWhen, type SampleCall } from './support/calls.js';
import { eventually, newDataDir, removeDataDir, runCallmesh } from './support/callmesh-process.js';
import { processEnd } from './support/process-end.js';
import { startStack, type ListedProcess, type StackProcess } from './support/stack-process.js';

const missing = kafkaMissing() ?? apicurioMissing() ?? versitygwMissing();
// Where everything must run, nothing may be left out: the tests fail with the reason.
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;
const services = ['ingestion', 'transcription', 'extraction', 'human-review', 'crm-sync', 'insights'];
/** Objects that an action makes anew; each carries the conversation that it came from. */
const made = ['calls', 'tickets', 'tasks'] as const;

tier(`the distributed system on one machine${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let dataDir: string;
  let crm: DemoCrm;
  let stack: StackProcess;
  const start = (...args: string[]): Promise<StackProcess> => startStack(dataDir, { args, env: { CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token } });
  const finished: ConversationThread[] = [];

  beforeAll(async () => {
    if (missing) throw new Error(missing);
    dataDir = await newDataDir();
    // Outside, as a CRM is. It lags and cuts answers after the commit.
    crm = await startDemoCrm({ port: 0, seed: 1, badHabits: { searchLagMs: [0, 1_500], cutAfterCommit: 0.1 } });
    stack = await start('--instances', 'ingestion=2,extraction=2');
  }, 240_000);

  afterAll(async () => {
    stack.kill('SIGKILL');
    await processEnd(dataDir);
    await crm.close();
    await removeDataDir(dataDir);
  }, 60_000);

  it('takes a call all the way over Kafka, registry and S3, each service with its own roles alone', async () => {
    const { conversationId } = await handIn(stack, await sampleCall('cancel-order', 'vtt'));
    finished.push(await threadWhen(stack, conversationId, ({ settled }) => settled, 90_000));
    expect(finished[0]).toMatchObject({ status: 'completed', actions: [{ state: 'applied' }, { state: 'applied' }] });
    expect(await messagesIn(stack.brokers)).toMatchObject({ calls: 1, transcripts: 1, insights: 3 });
    expect(await (await fetch(`${stack.registryUrl}/subjects`)).json()).toEqual(expect.arrayContaining(['callmesh.order.v1.OrderCancellationRequested']));
    const kept = (await readdir(path.join(dataDir, 's3/buckets'), { recursive: true })).filter((name) => name.includes(conversationId));
    expect(kept.length).toBeGreaterThan(0);
    const users = await rolesAtWork(stack.databaseUrl);
    for (const service of services) expect(users).toEqual(expect.arrayContaining([`callmesh_${service.replace('-', '_')}`, `callmesh_${service.replace('-', '_')}_worker`]));
    expect(users.filter((user) => !user.startsWith('callmesh_'))).toEqual([]);
  }, 120_000);

  it('goes on when instances are killed while calls flow: they are started again, nothing is lost, nothing doubled', async () => {
    const calls = await Promise.all(Array.from({ length: 12 }, (_, n) => anotherTranscript(n % 2 ? 'two-orders' : 'cancel-order', n)));
    const killed = ['ingestion-1', 'extraction-1', 'crm-sync-1', 'insights-1', 'transcription-1'];
    const before = await stack.processes();
    const handed = handAllIn(stack, calls);
    for (const name of killed) {
      await sleep(300);
      process.kill(pidOf(before, name), 'SIGKILL');
    }
    const ids = await handed;
    expect(new Set(ids).size).toBe(calls.length);
    for (const id of ids) finished.push(await threadWhen(stack, id, ({ settled }) => settled, 120_000));
    expect(finished.map(({ status }) => status)).toEqual(finished.map(() => 'completed'));
    expect(finished.flatMap(({ actions }) => actions).filter(({ state }) => state !== 'applied' && state !== 'drafted')).toEqual([]);
    await everyoneBack(stack, before.filter(({ name }) => killed.includes(name)));
    for (const type of made) {
      const objects = crm.records(type).flatMap(({ properties }) => properties.callmesh_conversation_id ?? []);
      const wanted = finished.flatMap((thread) => thread.crm.filter(({ object }) => object === type).map(() => thread.conversationId));
      expect({ type, objects: objects.sort() }).toEqual({ type, objects: wanted.sort() });
      expect(new Set(wanted).size).toBe(wanted.length);
    }
  }, 240_000);

  it('restarts instance by instance under load without an error for anybody, and finishes what is in hand', async () => {
    // One on each instance.
    const slow = [1, 2].map((n) => slowUpload(stack, n));
    await Promise.all(slow.map(({ begun }) => begun));
    const failed: string[] = [];
    let going = true;
    let asked = 0;
    const asking = (async () => {
      for (; going; await sleep(300)) {
        await handIn(stack, await anotherTranscript('cancel-order', 100 + (asked += 1))).catch((error: unknown) => failed.push(String(error)));
        const { status } = await stack.call('GET', `/api/v1/conversations/${finished[0]?.conversationId}/thread`);
        if (status !== 200) failed.push(`thread: ${status}`);
      }
    })();
    const restart = async (name: string): Promise<void> => {
      const before = (await stack.processes()).filter((one) => one.name === name);
      process.kill(pidOf(before, name), 'SIGTERM');
      await everyoneBack(stack, before);
    };
    const first = restart('ingestion-1');
    await sleep(1_000);
    for (const { end } of slow) expect(await end()).toBe(202);
    await first;
    // The only one of its service: whoever asks waits for the next.
    await restart('insights-1');
    going = false;
    await asking;
    expect(failed).toEqual([]);
    expect(asked).toBeGreaterThan(5);
  }, 180_000);

  it('answers the command line as an instance in one process does', async () => {
    const commands = [['--json', 'thread', finished[0]?.conversationId ?? ''], ['queue'], ['jobs', 'ls']];
    const answers = await Promise.all(commands.map((command) => runCallmesh(dataDir, ...command)));
    expect(answers.map(({ code, stderr }) => [code, stderr])).toEqual(commands.map(() => [0, '']));
    expect(JSON.parse(answers[0]?.stdout ?? '')).toMatchObject({ status: 'completed' });
  }, 120_000);

  it('leaves nothing in the way when its supervisor is killed, and ends in order after Ctrl-C', async () => {
    stack.kill('SIGKILL');
    await stack.ended;
    stack = await start();
    expect((await stack.call('GET', `/api/v1/conversations/${finished[0]?.conversationId}/thread`)).body).toMatchObject({ status: 'completed' });
    stack.kill('SIGINT');
    expect(await stack.ended).toBe(0);
    expect(await processEnd(dataDir)).toEqual([]);
  }, 240_000);
});

const pidOf = (processes: readonly ListedProcess[], name: string): number => processes.find((one) => one.name === name)?.pid ?? Number.NaN;

/** Waits until each of these has been started again. */
async function everyoneBack(stack: StackProcess, before: readonly ListedProcess[]): Promise<void> {
  await eventually('every process that was ended', async () => {
    const now = await stack.processes();
    const ready = (await stack.call('GET', '/health/ready')).status === 200;
    return (ready && before.every(({ name, pid }) => now.some((one) => one.name === name && one.pid !== pid))) || undefined;
  });
}

/** Several at once; what was cut off by a kill is handed in again, as any client does. */
async function handAllIn(stack: StackProcess, calls: readonly SampleCall[]): Promise<string[]> {
  const waiting = [...calls];
  const ids: string[] = [];
  const lane = async (): Promise<void> => {
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      const one = call;
      ids.push(await eventually(`an answer to ${one.fileName}`, async () => (await handIn(stack, one)).conversationId));
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  return ids;
}

/** An upload whose sender takes its time: the last words come at the `end`. */
function slowUpload({ url, adminKey }: StackProcess, n: number): { begun: Promise<void>; end: () => Promise<number | undefined> } {
  const boundary = 'callmesh-slow';
  const part = (name: string, value: string, file = ''): string => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}`;
  const sending = request(`${url}/api/v1/calls`, { method: 'POST', headers: { authorization: `Bearer ${adminKey}`, 'content-type': `multipart/form-data; boundary=${boundary}` } });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  const metadata = { callId: `slow-${n}`, agentId: 'a-1', startedAt: '2026-11-03T14:05:00Z', direction: 'inbound', from: '+14155550101', to: '+14155550100', consent: 'granted', language: 'en-US' };
  sending.write(`${part('connection', 'demo')}\r\n${part('metadata', JSON.stringify(metadata))}\r\n${part('file', 'WEBVTT\n\n00:00.000 --> 00:04.000\n<v Customer>Hello, when do you', '; filename="slow.vtt"')}`);
  return {
    begun: sleep(500),
    async end() {
      sending.end(` open?\n\r\n--${boundary}--\r\n`);
      const [response] = await answered;
      response.resume();
      return response.statusCode;
    },
  };
}

async function messagesIn(brokers: string): Promise<Record<string, number>> {
  const admin = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const counts: Record<string, number> = {};
    for (const topic of ['calls', 'transcripts', 'insights', 'actions', 'crm']) counts[topic] = (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);
    return counts;
  } finally {
    await admin.disconnect();
  }
}

async function rolesAtWork(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ usename: string }>(`select distinct usename from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`);
    return rows.map(({ usename }) => usename);
  } finally {
    await client.end();
  }
}
