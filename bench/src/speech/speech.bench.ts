import { readFile } from 'node:fs/promises';
import { PHONE_RECORDING_SECONDS, phoneRecording, speechMissing, startSpeech, transcribe } from '@callmesh/testing/speech';
import type { Bench } from '../bench.js';

const ROUNDS = 3;
/** Seconds within which the whole way of this recording has to fit; speech alone has to stay below. */
const TARGET_SECONDS = 15;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Peak resident memory of a process, in MB; null where the system does not tell. */
async function peakMemory(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

async function secondsFor(url: string, bytes: Uint8Array<ArrayBuffer>, channels: readonly (number | null)[]): Promise<number> {
  const started = performance.now();
  for (const channel of channels) await transcribe(url, bytes, channel);
  return (performance.now() - started) / 1000;
}

/** The local speech engine alone, on a telephone recording of the length that the product's target names. */
export const speechBench: Bench = {
  about: `local speech on a ${PHONE_RECORDING_SECONDS} s phone recording, mono and dual-channel, median of ${ROUNDS}`,
  async run(progress) {
    const missing = speechMissing();
    if (missing !== null) throw new Error(missing);
    const speech = await startSpeech();
    try {
      const [mono, dual] = await Promise.all(([1, 2] as const).map(async (channels) => new Uint8Array(await readFile(await phoneRecording(channels)))));
      if (mono === undefined || dual === undefined) throw new Error('the recordings could not be made');
      const runs = { mono: [] as number[], dual: [] as number[] };
      for (let round = 1; round <= ROUNDS; round += 1) {
        runs.mono.push(await secondsFor(speech.url, mono, [null]));
        runs.dual.push(await secondsFor(speech.url, dual, [0, 1]));
        progress(`round ${round} of ${ROUNDS}: mono ${runs.mono.at(-1)?.toFixed(1)} s, dual ${runs.dual.at(-1)?.toFixed(1)} s`);
      }
      const figures = {
        recordingSeconds: PHONE_RECORDING_SECONDS,
        monoSeconds: round(median(runs.mono)),
        dualSeconds: round(median(runs.dual)),
        readySeconds: round(speech.readyAfterMs / 1000),
        peakMegabytes: await peakMemory(speech.pid),
        load: await readFile('/proc/loadavg', 'utf8').then((text) => Number(text.split(' ')[0]), () => null),
      };
      const text = `mono ${figures.monoSeconds} s · dual-channel ${figures.dualSeconds} s · model ready after ${figures.readySeconds} s · ${figures.peakMegabytes ?? '?'} MB at most`;
      return { figures, text, met: Math.max(figures.monoSeconds, figures.dualSeconds) <= TARGET_SECONDS };
    } finally {
      await speech.stop();
    }
  },
};

const round = (seconds: number): number => Math.round(seconds * 100) / 100;
