import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transcript } from '@callmesh/contracts';
import { speechMissing } from '@callmesh/testing/speech';
import { wordErrorRate } from '@callmesh/testing/wer';
import { newDataDir, removeDataDir, startCallmesh, type CallmeshProcess } from './support/callmesh-process.js';
import { longRecording, type LongRecording } from './support/long-recording.js';

/** Minutes of the recording. The promise is 4 h 10 min; less is for trying this test out, with CALLMESH_PART_MINUTES set accordingly. */
const MINUTES = Number(process.env.LONG_MINUTES ?? 250);
const REPORT = process.env.LONG_REPORT;
const HOST_MB = 1_200;
/** What the engine mishears in these samples over a telephone line is the same wherever they lie. */
const WORST_OF_A_COPY = 0.2;

interface JobView {
  readonly kind: string;
  readonly state: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** Peak resident memory of a process and of its children, in MB, by name. */
async function peaks(pid: number): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const entry of await readdir('/proc')) {
    const status = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/status`, 'utf8').catch(() => '') : '';
    const read = (field: string): string => new RegExp(`^${field}:\\s+(.+)$`, 'm').exec(status)?.[1] ?? '';
    if (Number(entry) !== pid && Number(read('PPid')) !== pid) continue;
    const name = Number(entry) === pid ? 'callmesh' : read('Name');
    found[name] = Math.max(found[name] ?? 0, Math.round(Number.parseInt(read('VmHWM'), 10) / 1024));
  }
  return found;
}

const missing = speechMissing();
if (missing !== null) throw new Error(missing);

describe(`a call of ${MINUTES} minutes`, () => {
  let dataDir: string;
  let recording: LongRecording;
  let callmesh: CallmeshProcess;
  let transcript: Transcript;
  const measured: Record<string, unknown> = { minutes: MINUTES };
  beforeAll(async () => {
    dataDir = await newDataDir();
    recording = await longRecording(path.join(dataDir, 'long.wav'), MINUTES);
    callmesh = await startCallmesh(dataDir);
  }, 600_000);
  afterAll(async () => {
    if (REPORT) await writeFile(REPORT, `${JSON.stringify(measured, null, 2)}\n`);
    process.stderr.write(`${JSON.stringify(measured)}\n`);
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await rm(recording.file, { force: true });
    await removeDataDir(dataDir);
  }, 120_000);

  const jobs = async (): Promise<JobView[]> => (await callmesh.call('GET', '/api/v1/transcription/jobs?limit=100', { key: callmesh.operatorKey })).body as JobView[];

  it('is taken in, cut, heard in parts and stitched', async () => {
    const form = new FormData();
    form.set('connection', 'upload');
    form.set('metadata', JSON.stringify({ platform: 'upload', callId: 'long-1', agentId: 'a-101', startedAt: '2026-11-03T09:00:00Z', timeZone: 'UTC', direction: 'inbound', from: '+14155550137', to: '+18005550100', channelRoles: ['unknown'], language: 'en-US', consent: 'granted' }));
    form.set('file', await recording.blob(), 'long.wav');
    const began = performance.now();
    const { status, body } = await callmesh.call('POST', '/api/v1/calls', { body: form });
    expect([status, body]).toEqual([202, expect.objectContaining({ status: 'accepted' })]);
    measured.captureSeconds = Math.round((performance.now() - began) / 1000);
    const { conversationId } = body as { conversationId: string };
    for (let answer = 404; answer !== 200; ) {
      await sleep(5_000);
      const asked = await callmesh.call('GET', `/api/v1/conversations/${conversationId}/transcript`);
      if (asked.status === 200) transcript = asked.body as Transcript;
      else if ((await jobs()).some(({ state }) => state === 'failed')) throw new Error(`a job failed: ${JSON.stringify(await jobs())}`);
      answer = asked.status;
    }
    measured.secondsToTranscript = Math.round((performance.now() - began) / 1000);
    const done = await jobs();
    measured.jobs = done.map(({ kind, startedAt, finishedAt }) => `${kind} ${Math.round((Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000)} s`);
    const count = (kind: string): number => done.filter((job) => job.kind === kind).length;
    expect([count('split-recording'), count('stitch-parts'), count('transcribe')]).toEqual([1, 1, 0]);
    expect(count('transcribe-part')).toBeGreaterThanOrEqual(2);
  }, 6 * 3_600_000);

  it('keeps order and times', () => {
    const starts = transcript.utterances.map(({ startMs }) => startMs);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(Math.abs(transcript.durationMs - recording.durationMs)).toBeLessThan(1_000);
    expect(transcript.utterances.every(({ startMs, endMs }) => startMs <= endMs && endMs <= recording.durationMs + 500)).toBe(true);
  });

  it('has every call of which it is made, whole and once, at its time; the ones at a cut too', () => {
    const words = transcript.utterances.flatMap(({ words: spoken }) => spoken);
    const rates = recording.copies.map(({ name, startMs, endMs, script }) => {
      const heard = words.filter((word) => word.startMs >= startMs - 300 && word.startMs < endMs + 300).map(({ text }) => text);
      return { name, startMs, rate: wordErrorRate(script, heard.join(' ')).rate };
    });
    const all = rates.map(({ rate }) => rate);
    measured.copies = rates.length;
    measured.words = words.length;
    measured.wordErrorRate = { mean: round(all.reduce((sum, rate) => sum + rate, 0) / all.length), worst: round(Math.max(...all)) };
    expect(rates.filter(({ rate }) => rate > WORST_OF_A_COPY)).toEqual([]);
  });

  it('takes no more memory than a short one would', async () => {
    const most = await peaks(callmesh.pid);
    measured.peakMegabytes = most;
    expect(most.callmesh).toBeLessThan(HOST_MB);
  });
});

const round = (rate: number): number => Math.round(rate * 1_000) / 1_000;
