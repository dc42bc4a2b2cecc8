import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { speechMissing } from '@callmesh/testing/speech';
import { AUDIO } from './corpus.js';
import type { Dialogue } from './dialogue.js';
import { evaluate, fromText, type Engine, type Trial } from './evaluate.js';
import { hearAll, type Recording } from './hear.js';
import type { Figures } from './score.js';

/** Figures of the dialogues that were spoken and heard, of the same dialogues as they are written, and of both with the names that a tenant would list. */
export interface SpokenFigures extends Figures {
  readonly text: Figures;
  readonly listed: Figures;
  readonly listedText: Figures;
}

/** The engine without a tenant's list of competitors, and with one. */
export interface Engines {
  readonly plain: Engine;
  readonly listed: Engine;
}

/** The bytes that `tools/samples/corpus.mjs` hashes too. */
const digest = ({ lines }: Dialogue): string => createHash('sha256').update(lines.map(({ speaker, text }) => `${speaker.slice(0, 1).toUpperCase()}: ${text}`).join('\n')).digest('hex');

const readJson = async <T>(file: string): Promise<T> => JSON.parse(await readFile(path.join(AUDIO, file), 'utf8')) as T;

/**
 * Dialogues of which there is a recording.
 * @throws Error when a dialogue was changed after it was spoken, or is gone.
 */
export async function spokenOf(dialogues: readonly Dialogue[]): Promise<Recording[]> {
  const recordings = Object.entries(await readJson<Record<string, string>>('recordings.json'));
  return recordings.map(([id, spoken]) => {
    const dialogue = dialogues.find((one) => one.id === id);
    if (!dialogue || digest(dialogue) !== spoken) throw new Error(`audio/${id}.ogg does not say what the dialogue ${id} says: node tools/samples/corpus.mjs`);
    return { dialogue, audio: path.join(AUDIO, `${id}.ogg`) };
  });
}

/** What was said where a line has a placeholder, as `tools/samples/sayable.mjs` said it. */
export async function withSpokenPlaceholders(): Promise<(text: string) => string> {
  const spoken = await readJson<Record<string, string[]>>('placeholders.json');
  return (text) =>
    text.replace(/\[([A-Z_]+)_(\d+)\]/g, (_, type: string, number: string) => {
      const values = spoken[type] ?? spoken['*'] ?? [];
      return values[(Number(number) - 1) % values.length] ?? '';
    });
}

/** @returns null when speech is not wanted or not possible here; `progress` hears why. */
export async function evaluateSpoken({ plain, listed }: Engines, dialogues: readonly Dialogue[], progress: (message: string) => void, wanted: boolean): Promise<SpokenFigures | null> {
  const missing = wanted ? speechMissing() : 'left out by --no-speech';
  if (missing !== null) {
    progress(`the spoken subset is not measured: ${missing}`);
    return null;
  }
  const recordings = await spokenOf(dialogues);
  const trials = await hearAll(recordings, progress);
  const written = fromText(recordings.map(({ dialogue }) => dialogue));
  const figuresOf = async (engine: Engine, of: readonly Trial[]): Promise<Figures> => (await evaluate(engine, of)).figures;
  return { ...(await figuresOf(plain, trials)), text: await figuresOf(plain, written), listed: await figuresOf(listed, trials), listedText: await figuresOf(listed, written) };
}
