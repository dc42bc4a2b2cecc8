import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Transcript } from '@callmesh/contracts';
import { startSpeech } from '@callmesh/testing/speech';
import type { Dialogue } from '../extraction/dialogue.js';
import { hear } from '../extraction/hear.js';
import { HEARD_CALLS, HEARD_LINES, type HeardCall } from './heard.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
/** What `tools/samples/utterances.mjs` spoke. */
const spokenIn = path.join(root, '.cache/spoken-utterances');
const utterancesIn = path.join(root, 'bench/corpus/utterances');

interface Turn {
  readonly of: number;
  readonly speaker: string;
}
interface Recording {
  readonly name: string;
  readonly file?: string;
  readonly dialogue?: string;
  readonly turns: readonly Turn[];
}
type Line = Readonly<Record<'s' | 't', string>> & Readonly<Record<string, unknown>>;

/** With fewer of its words than this nobody could say what an utterance states. */
const LEAST_IN_COMMON = 0.4;
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function inCommon(said: string, heard: string): number {
  const [words, found] = [wordsOf(said), new Set(wordsOf(heard))];
  return words.filter((word) => found.has(word)).length / Math.max(1, words.length);
}

/**
 * The turn that each utterance is, both in their order: those that have most words in common.
 * @param said the words of each turn.
 */
function turnsOf(turns: readonly Turn[], said: readonly string[], utterances: Transcript['utterances']): number[] {
  const found = utterances.map(() => 0);
  for (const speaker of new Set(turns.map((turn) => turn.speaker))) {
    const [own, heard] = [turns.flatMap((turn, at) => (turn.speaker === speaker ? [at] : [])), utterances.flatMap((utterance, at) => (utterance.speaker === speaker ? [at] : []))];
    // By utterance and turn: the most words in common so far when it is that turn, and which turn the one before was.
    let best = own.map(() => ({ count: 0, path: [] as readonly number[] }));
    for (const at of heard) {
      const words = wordsOf(utterances[at]?.text ?? '');
      let before: { readonly count: number; readonly path: readonly number[] } = { count: -1, path: [] };
      best = own.map((turn, i) => {
        const here = best[i];
        if (here && here.count > before.count) before = here;
        const known = new Set(wordsOf(said[turn] ?? ''));
        return { count: before.count + words.filter((word) => known.has(word)).length / Math.sqrt(known.size + 1), path: [...before.path, turn] };
      });
    }
    const most = best.reduce((a, b) => (b.count > a.count ? b : a), { count: -1, path: [] as readonly number[] });
    heard.forEach((at, i) => (found[at] = most.path[i] ?? 0));
  }
  return found;
}

/** Lines are spoken one after the other, with a breath between them that no line has inside. */
const BREATH_MS = 750;

/** Utterances of which each is of one line: transcription joins what one speaker says without being answered. */
function partedAtBreaths(utterances: Transcript['utterances']): Transcript['utterances'] {
  return utterances.flatMap((utterance) => {
    const parts: (typeof utterance.words)[number][][] = [];
    for (const word of utterance.words) {
      const last = parts.at(-1);
      const end = last?.at(-1)?.endMs;
      if (last && end !== undefined && word.startMs - end < BREATH_MS) last.push(word);
      else parts.push([word]);
    }
    return parts.length < 2 ? [utterance] : parts.map((words) => ({ ...utterance, words, text: words.map(({ text }) => text).join(' ') }));
  });
}

/** Lines of a file as they were heard; those that were heard as they were said tell nothing new. */
async function linesHeard({ file = '', turns }: Recording, transcript: Transcript): Promise<string[]> {
  const utterances = partedAtBreaths(transcript.utterances);
  const lines = (await readFile(path.join(utterancesIn, file), 'utf8')).split('\n');
  const said = turns.map(({ of }) => JSON.parse(lines[of - 1] ?? 'null') as Line);
  const places = turnsOf(turns, said.map(({ t }) => t), utterances);
  const heard = turns.map((_, at) => utterances.filter((__, i) => places[i] === at).map(({ text }) => text).join(' '));
  return said.flatMap((line, at): string[] => {
    const t = heard[at] ?? '';
    if (inCommon(line.t, t) < LEAST_IN_COMMON || wordsOf(t).join(' ') === wordsOf(line.t).join(' ')) return [];
    return [JSON.stringify({ ...line, t, from: `${file}:${turns[at]?.of ?? 0}` })];
  });
}

const rounded = (confidence: number | null): number | null => (confidence === null ? null : Math.round(confidence * 100) / 100);

function callHeard({ id, lines }: Dialogue, turns: readonly Turn[], { utterances }: Transcript): HeardCall {
  const places = turnsOf(turns, lines.map(({ text }) => text), utterances);
  return { id, utterances: utterances.map(({ speaker, startMs, endMs, confidence, text, words }, at) => ({ line: (places[at] ?? 0) + 1, speaker, startMs, endMs, confidence: rounded(confidence), text, words: words.map((word) => [word.text, rounded(word.confidence)]) })) };
}

/** Hears what was spoken, as far as it was, and writes what was heard beside what was said. */
export async function hearSpoken(dialogues: readonly Dialogue[], progress: (message: string) => void): Promise<void> {
  const recordings = JSON.parse(await readFile(path.join(spokenIn, 'turns.json'), 'utf8')) as Recording[];
  const [lines, calls]: [string[], HeardCall[]] = [[], []];
  const speech = await startSpeech();
  try {
    for (const [at, recording] of recordings.entries()) {
      const audio = await readFile(path.join(spokenIn, `${recording.name}.ogg`)).catch(() => null);
      if (audio === null) break;
      const transcript = await hear(speech.url, audio);
      const dialogue = dialogues.find(({ id }) => id === recording.dialogue);
      if (dialogue) calls.push(callHeard(dialogue, recording.turns, transcript));
      else lines.push(...(await linesHeard(recording, transcript)));
      if ((at + 1) % 10 === 0) progress(`heard ${at + 1} of ${recordings.length} recordings`);
    }
  } finally {
    await speech.stop();
  }
  await writeFile(HEARD_LINES, `${lines.join('\n')}\n`);
  await writeFile(HEARD_CALLS, `${calls.map((call) => JSON.stringify(call)).join('\n')}\n`);
  progress(`${lines.length} lines and ${calls.length} calls were heard`);
}
