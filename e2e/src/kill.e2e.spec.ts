import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationThread } from '@callmesh/insights';
import { startDemoCrm, type DemoCrm } from '@callmesh/demo-crm';
import { anotherTranscript, handIn, sampleCall, threadWhen, type SampleCall } from './support/calls.js';
import { newDataDir, removeDataDir, startCallmesh, type CallmeshProcess } from './support/callmesh-process.js';
import { seeded } from '@callmesh/testing/faults';

const names = ['cancel-order', 'two-orders', 'escalating-complaint', 'disputed-invoice', 'promised-callback'];
const TRANSCRIPTS = 20;
const KILLS = 4;
const LONGEST_LIFE_MS = 3_500;
const seeds = (process.env.KILL_SEEDS ?? '1,2,3').split(',').map(Number);
const hasSpeech = existsSync(path.join(process.cwd(), 'engines/whisper/.venv')) || process.env.CI === 'true';

/** Objects that an action makes anew; each carries the conversation that it came from. */
const made = ['calls', 'tickets', 'tasks'] as const;

describe.each(seeds)('seed %i: killed again and again while calls flow', (seed) => {
  let crm: DemoCrm;
  let dataDir: string;
  let callmesh: CallmeshProcess;

  beforeAll(async () => {
    // Outside the killed process, as a CRM is. It lags, cuts answers after the commit and limits the rate.
    crm = await startDemoCrm({ port: 0, seed, badHabits: { searchLagMs: [0, 1_500], cutAfterCommit: 0.1, rateLimit: 0.03, retryAfterSeconds: 1 } });
    dataDir = await newDataDir();
  });

  afterAll(async () => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await crm.close();
    await removeDataDir(dataDir);
  }, 60_000);

  it('loses no event and doubles no CRM object', async () => {
    const random = seeded(seed);
    const start = () => startCallmesh(dataDir, { CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token });
    const calls = await Promise.all(Array.from({ length: TRANSCRIPTS }, (_, n) => anotherTranscript(names[n % names.length] as string, n)));
    if (hasSpeech) calls.splice(3, 0, await sampleCall('happy-call', 'mp3'));

    callmesh = await start();
    const accepted = new Set<string>();
    const handed = handAllIn(calls, () => callmesh, accepted);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await sleep(200 + random() * LONGEST_LIFE_MS);
      callmesh.kill('SIGKILL');
      await callmesh.ended;
      callmesh = await start();
    }
    await handed;

    expect(accepted.size).toBe(calls.length);
    const threads: ConversationThread[] = [];
    for (const id of accepted) threads.push(await threadWhen(callmesh, id, ({ settled }) => settled, 120_000));
    expect(threads.map(({ status }) => status)).toEqual(calls.map(() => 'completed'));
    expect(threads.flatMap(({ actions }) => actions).filter(({ state }) => state !== 'applied' && state !== 'drafted')).toEqual([]);

    const { body } = await callmesh.call('GET', '/api/v1/parked', { key: callmesh.operatorKey });
    expect(body).toEqual([]);
    for (const type of made) {
      const ofConversation = crm.records(type).map(({ properties }) => properties.callmesh_conversation_id).filter(Boolean);
      const wanted = threads.flatMap((thread) => thread.crm.filter(({ object }) => object === type).map(() => thread.conversationId));
      expect({ type, objects: ofConversation.sort() }).toEqual({ type, objects: wanted.sort() });
      expect(new Set(wanted).size).toBe(wanted.length);
    }
  }, 300_000);
});

/** Hands every call in until it was accepted, however often the process dies meanwhile; several at once. */
async function handAllIn(calls: readonly SampleCall[], callmesh: () => CallmeshProcess, accepted: Set<string>): Promise<void> {
  const waiting = [...calls];
  const lane = async (): Promise<void> => {
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      for (let done = false; !done; ) {
        try {
          const { status, conversationId } = await handIn(callmesh(), call);
          if (status !== 'accepted' && status !== 'duplicate') throw new Error(`${call.fileName} was ${status}`);
          accepted.add(conversationId);
          done = true;
        } catch {
          await sleep(150);
        }
      }
      await sleep(250);
    }
  };
  await Promise.all([lane(), lane()]);
}
