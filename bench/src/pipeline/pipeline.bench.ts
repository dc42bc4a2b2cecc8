import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { goodManners, startDemoCrm } from '@callmesh/demo-crm';
import { PHONE_RECORDING_SECONDS, phoneRecording, speechMissing } from '@callmesh/testing/speech';
import type { Bench } from '../bench.js';
import { startCallmesh, type RunningCallmesh } from './running-callmesh.js';
import { sendThrough, type Passage } from './send-through.js';

const ROUNDS = 3;
/** The redacted copy of the recording before is made meanwhile. */
const REST_MS = 6_000;
/** From handing the recording in to the note in the CRM. */
const TARGET_MS = 15_000;
/** The same without the speech engine's own time. */
const TARGET_BESIDE_SPEECH_MS = 1_000;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The whole way of a telephone recording, in a callmesh that is warm and has nothing else to do. */
export const pipelineBench: Bench = {
  about: `a ${PHONE_RECORDING_SECONDS} s phone recording to an applied call note, mono and dual-channel, median of ${ROUNDS}`,
  async run(progress) {
    const missing = speechMissing();
    if (missing !== null) throw new Error(missing);
    // A CRM that answers at once: what a slow one adds is its own.
    const crm = await startDemoCrm({ port: 0, badHabits: goodManners });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
    await chmod(folder, 0o711);
    const callmesh = await startCallmesh(folder, { CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token });
    try {
      const mono = await passages(1, callmesh, progress);
      const dual = await passages(2, callmesh, progress);
      const figures = { recordingSeconds: PHONE_RECORDING_SECONDS, mono: summary(mono), dual: summary(dual) };
      const text = (['mono', 'dual'] as const).map((kind) => {
        const { totalMs, speechMs, besideSpeechMs } = figures[kind];
        return `${kind.padEnd(5)} ${(totalMs / 1000).toFixed(1)} s, of it speech ${(speechMs / 1000).toFixed(1)} s, all else ${besideSpeechMs} ms`;
      });
      const met = [figures.mono, figures.dual].every(({ totalMs, besideSpeechMs }) => totalMs <= TARGET_MS && besideSpeechMs <= TARGET_BESIDE_SPEECH_MS);
      return { figures, text: text.join('\n'), met };
    } finally {
      await callmesh.stop();
      await crm.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

async function passages(channels: 1 | 2, callmesh: RunningCallmesh, progress: (message: string) => void): Promise<Passage[]> {
  const recording = await readFile(await phoneRecording(channels));
  const rounds: Passage[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    await sleep(REST_MS);
    // The same bytes would be known already; one sample that differs makes another recording.
    const passage = await sendThrough(callmesh, changed(recording, round), metadata(channels, round));
    rounds.push(passage);
    progress(`${channels === 1 ? 'mono' : 'dual'}, round ${round} of ${ROUNDS}: ${passage.totalMs} ms, of it speech ${passage.speechMs} ms`);
  }
  return rounds;
}

function changed(recording: Buffer, round: number): Buffer {
  const copy = Buffer.from(recording);
  const last = copy.length - 2;
  copy[last] = ((copy[last] ?? 0) + round) % 256;
  return copy;
}

function metadata(channels: number, round: number): object {
  return {
    callId: `bench-${channels}-${round}`,
    agentId: 'a-101',
    startedAt: '2026-11-03T09:00:00-08:00',
    timeZone: 'America/Los_Angeles',
    direction: 'inbound',
    from: '+14155550106',
    to: '+14155550100',
    consent: 'granted',
    language: 'en',
    ...(channels === 2 && { channelRoles: ['agent', 'customer'] }),
  };
}

function summary(rounds: readonly Passage[]): { totalMs: number; speechMs: number; besideSpeechMs: number; rounds: readonly Passage[] } {
  const of = (name: keyof Passage): number => median(rounds.map((passage) => passage[name]));
  return { totalMs: of('totalMs'), speechMs: of('speechMs'), besideSpeechMs: of('besideSpeechMs'), rounds };
}
