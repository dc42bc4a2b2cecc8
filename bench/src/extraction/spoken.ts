import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { speechMissing } from '@callmesh/testing/speech';
import { AUDIO } from './corpus.js';
import type { Dialogue } from './dialogue.js';
import { evaluate, fromText, type Engine } from './evaluate.js';
import { hearAll } from './hear.js';
import type { Figures } from './score.js';

/** Figures of the dialogues that were spoken and heard, and of the same dialogues as they are written. */
export interface SpokenFigures extends Figures {
  readonly text: Figures;
}

/** Dialogues of which there is a recording. */
export async function spokenOf(dialogues: readonly Dialogue[]): Promise<{ dialogue: Dialogue; audio: string }[]> {
  const files = existsSync(AUDIO) ? new Set(await readdir(AUDIO)) : new Set<string>();
  return dialogues.flatMap((dialogue) => (files.has(`${dialogue.id}.ogg`) ? [{ dialogue, audio: path.join(AUDIO, `${dialogue.id}.ogg`) }] : []));
}

/** @returns null when speech is not wanted or not possible here; `progress` hears why. */
export async function evaluateSpoken(engine: Engine, dialogues: readonly Dialogue[], progress: (message: string) => void, wanted: boolean): Promise<SpokenFigures | null> {
  const missing = wanted ? speechMissing() : 'left out by --no-speech';
  if (missing !== null) {
    progress(`the spoken subset is not measured: ${missing}`);
    return null;
  }
  const recordings = await spokenOf(dialogues);
  const trials = await hearAll(recordings, progress);
  const heard = await evaluate(engine, trials);
  const read = await evaluate(engine, fromText(recordings.map(({ dialogue }) => dialogue)));
  return { ...heard.figures, text: read.figures };
}
