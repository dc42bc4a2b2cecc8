import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decodeRecording } from '@callmesh/ingestion';
import { speechMissing, startSpeech } from '@callmesh/testing/speech';
import { listenToRecording, type VoicedWord } from '@callmesh/transcription';
import { z } from 'zod';
import type { Bench } from '../bench.js';
import { diarizationErrors, errorRate, sumErrors, type DiarizationErrors, type Turn } from './error-rate.js';

const TARGET = 0.25;
const corpus = fileURLToPath(new URL('../../corpus/diarization/', import.meta.url));
const Reference = z.array(
  z.object({
    id: z.string(),
    half: z.enum(['tuning', 'held-out']),
    about: z.string(),
    direction: z.string(),
    turns: z.array(z.object({ speaker: z.string(), start: z.number(), end: z.number() })),
  }),
);
/** Between two words of one voice this much silence still is one turn. */
const PAUSE_MS = 800;

interface Measured {
  readonly id: string;
  readonly half: 'tuning' | 'held-out';
  readonly about: string;
  readonly voices: number;
  readonly heard: number;
  /** Which voice is which does not matter. */
  readonly errors: DiarizationErrors;
  /** Share of the words that were given to nobody. */
  readonly unknown: number;
  /** Share of the speech that the transcript gives to the right role, of what it gives to one. */
  readonly named: number | null;
}

/** Who speaks in recordings of one channel: through ingestion's decoding, the speech engine and transcription, as a call would go. */
export const diarizationBench: Bench = {
  about: `who speaks in one-channel recordings (error at most ${TARGET})`,
  async run(progress) {
    const missing = speechMissing();
    if (missing !== null) throw new Error(missing);
    const recordings = Reference.parse(JSON.parse(await readFile(`${corpus}reference.json`, 'utf8')));
    const speech = await startSpeech();
    const measured: Measured[] = [];
    try {
      for (const { id, half, about, direction, turns } of recordings) {
        const wav = await decodeRecording(await readFile(`${corpus}${id}.ogg`));
        const { words, utterances } = await listenToRecording(speech.url, wav, direction);
        const truth = turns.map(({ speaker, start, end }) => ({ speaker, startMs: start * 1000, endMs: end * 1000 }));
        const one = {
          id, half, about,
          voices: new Set(turns.map(({ speaker }) => speaker)).size,
          heard: new Set(words.flatMap(({ voice }) => voice ?? [])).size,
          errors: diarizationErrors(truth, turnsOf(words)),
          unknown: words.length === 0 ? 0 : words.filter(({ voice }) => voice === null).length / words.length,
          named: namedRight(truth, utterances.filter(({ speaker }) => speaker !== 'unknown')),
        };
        measured.push(one);
        progress(line(one));
      }
    } finally {
      await speech.stop();
    }
    const figures = { tuning: figuresOf(measured, 'tuning'), heldOut: figuresOf(measured, 'held-out') };
    const text = [...measured.map(line), ...Object.entries(figures).map(([half, { errorRate: rate, oneVoiceSplit, rolesRight }]) => `${half}: error ${rate} · one-voice recordings split ${oneVoiceSplit} · roles right ${rolesRight ?? '–'}`)].join('\n');
    const met = Object.values(figures).every(({ errorRate: rate, oneVoiceSplit }) => rate <= TARGET && oneVoiceSplit === 0);
    return { figures, text, met };
  },
};

function turnsOf(words: readonly VoicedWord[]): Turn[] {
  const turns: Turn[] = [];
  for (const { voice, startMs, endMs } of words) {
    // What is given to nobody is missed speech.
    if (voice === null) continue;
    const last = turns.at(-1);
    if (last?.speaker === String(voice) && startMs - last.endMs < PAUSE_MS) turns[turns.length - 1] = { ...last, endMs: Math.max(last.endMs, endMs) };
    else turns.push({ speaker: String(voice), startMs, endMs });
  }
  return turns;
}

function namedRight(truth: readonly Turn[], named: readonly Turn[]): number | null {
  if (named.length === 0) return null;
  const { speechMs, missedMs, confusedMs } = diarizationErrors(truth, named, true);
  const given = speechMs - missedMs;
  return given === 0 ? null : (given - confusedMs) / given;
}

function figuresOf(measured: readonly Measured[], half: Measured['half']) {
  const of = measured.filter((one) => one.half === half);
  const errors = sumErrors(of.map((one) => one.errors));
  const named = of.flatMap((one) => one.named ?? []);
  const share = (ms: number): number => round(ms / errors.speechMs);
  return {
    errorRate: round(errorRate(errors)),
    missed: share(errors.missedMs),
    falseAlarm: share(errors.falseAlarmMs),
    confused: share(errors.confusedMs),
    worst: round(Math.max(...of.map((one) => errorRate(one.errors)))),
    oneVoiceSplit: of.filter(({ voices, heard }) => voices === 1 && heard > 1).length,
    twoVoicesJoined: of.filter(({ voices, heard }) => voices === 2 && heard < 2).length,
    rolesRight: named.length === 0 ? null : round(named.reduce((sum, value) => sum + value, 0) / named.length),
    rolesGiven: named.length,
    recordings: of.length,
  };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
const line = ({ id, about, voices, heard, errors, unknown, named }: Measured): string =>
  `${id.padEnd(20)} ${voices} voices, ${heard} heard · error ${errorRate(errors).toFixed(3)} · unknown ${unknown.toFixed(2)} · roles ${named === null ? 'not given' : named.toFixed(2)} · ${about}`;
