import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Utterance } from '@callmesh/contracts';
import { hear } from '../../extraction/hear.js';
import { aloud } from './aloud.js';
import { root } from './engine-stamp.js';
import { partAt } from './parts.js';
import type { Side, Turn } from './turns.js';

/** Texts on one recording, which is then some minutes long. */
export const PER_RECORDING = 20;
/** Seconds without a word before a text, and before an answer. */
const BETWEEN = 1.8;
const BEFORE_ANSWER = 0.5;

/** Voices of agent and customer; every second recording of a pair is a telephone's (8 kHz, G.711), the others have the whole band of the voice. */
const VOICES = [['rms', 'slt'], ['slt', 'rms'], ['slt', 'awb'], ['awb', 'slt']] as const;
const TELEPHONE = { rate: 8_000, codec: ['-c:a', 'pcm_mulaw'] };
const WIDE = { rate: 16_000, codec: ['-c:a', 'pcm_s16le'], band: 'anull' };

interface Laid {
  readonly spoken: readonly { readonly speaker: string; readonly start: number; readonly end: number }[];
}

/** `tools/samples/conversation.mjs` and `sayable.mjs`, by which the sample calls are made. */
interface Conversation {
  layOut(name: string, turns: readonly { speaker: string; text: string; pause: number }[], voices: Readonly<Record<Side, string>>, scratch: string): Promise<Laid>;
  record(laid: Laid, how: { format: typeof TELEPHONE | typeof WIDE }, target: string, scratch: string): Promise<void>;
}
interface Sayable {
  sayable(text: string): string;
}

const tool = (name: string): string => pathToFileURL(path.join(root, 'tools/samples', name)).href;

/** One text's turns, as they were heard; times count from the start of the recording. */
export type HeardText = readonly Utterance[];

/**
 * Says texts one after the other on two channels of one recording and hears it with the speech server.
 * What was heard is kept in `.cache` by everything that decides it.
 * @param number decides voices and band.
 * @param stamp of the engine.
 * @param url asked for when there is something to hear.
 */
export async function hearRecordingOf(texts: readonly (readonly Turn[])[], number: number, stamp: string, url: () => Promise<string>): Promise<HeardText[]> {
  const [agent, customer] = VOICES[number % VOICES.length] ?? VOICES[0];
  const format = Math.floor(number / VOICES.length) % 2 === 0 ? TELEPHONE : WIDE;
  const turns = texts.flatMap((text) => text.map(({ speaker, text: said }, at) => ({ speaker, text: said, pause: at === 0 ? BETWEEN : BEFORE_ANSWER })));
  const key = createHash('sha256').update(JSON.stringify({ stamp, agent, customer, format, turns, aloud: turns.map(({ text }) => aloud(text)) })).digest('hex');
  const kept = path.join(root, '.cache/heard-redaction', `${key}.json`);
  const before = await readFile(kept, 'utf8').catch(() => null);
  if (before !== null) return JSON.parse(before) as HeardText[];
  const heard = await make(key, texts, turns, { agent, customer }, format, await url());
  await mkdir(path.dirname(kept), { recursive: true });
  await writeFile(`${kept}.${process.pid}`, JSON.stringify(heard));
  await rename(`${kept}.${process.pid}`, kept);
  return heard;
}

type Placed = { speaker: Side; text: string; pause: number };

async function make(name: string, texts: readonly (readonly Turn[])[], turns: readonly Placed[], voices: Readonly<Record<Side, string>>, format: typeof TELEPHONE | typeof WIDE, url: string): Promise<HeardText[]> {
  const [{ layOut, record }, { sayable }] = (await Promise.all([import(tool('conversation.mjs')), import(tool('sayable.mjs'))])) as [Conversation, Sayable];
  const scratch = await mkdtemp(path.join(tmpdir(), 'callmesh-said-'));
  try {
    const laid = await layOut(name, turns.map((turn) => ({ ...turn, text: sayable(aloud(turn.text)) })), voices, scratch);
    const file = path.join(scratch, 'said.wav');
    await record(laid, { format }, file, scratch);
    const { utterances } = await hear(url, await readFile(file), { redacted: false });
    let next = 0;
    const starts = texts.map((text) => {
      const start = laid.spoken[next]?.start ?? 0;
      next += text.length;
      return (start - BETWEEN / 2) * 1000;
    });
    return partAt(utterances, starts);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
