import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { readDialogue, type Dialogue } from './dialogue.js';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/extraction');

/** How the ids of each half begin, by author. Rules and models may be made with an eye on the first half; the second one only ever gives totals. */
export const HALVES = { tuning: ['t-', 'h-'], 'held-out': ['i-', 'j-', 'k-'] } as const;
export type Half = keyof typeof HALVES;

/** Folder of the recordings of some dialogues, `<id>.ogg`. */
export const AUDIO = path.join(folder, 'audio');

/**
 * Reads all dialogues of a half.
 * @throws Error with file, id and field of everything that is wrong.
 */
export async function readHalf(half: Half): Promise<Dialogue[]> {
  const files = (await readdir(path.join(folder, half))).filter((file) => file.endsWith('.yaml')).sort();
  const read = await Promise.all(files.map(async (file) => dialoguesOf(`${half}/${file}`, await readFile(path.join(folder, half, file), 'utf8'))));
  return checkedIds(read.flat(), HALVES[half]);
}

/** A list of competitors as a tenant would write it, `callmesh competitors set`: those of the tuning half's calls among many of which nobody speaks. */
export const readTenantsList = async (): Promise<string> => readFile(path.join(folder, 'competitors.yaml'), 'utf8');

/** The dialogues of one file's text. */
export function dialoguesOf(file: string, text: string): Dialogue[] {
  let source: unknown;
  try {
    source = parse(text);
  } catch (error) {
    throw new Error(`${file}: no YAML: ${(error as Error).message}`, { cause: error });
  }
  if (!Array.isArray(source)) throw new Error(`${file}: a list of dialogues was expected`);
  return source.map((item, at) => readDialogue(item, file, `dialogue ${at + 1}`));
}

/** @throws Error when an id stands twice or in the wrong half. */
export function checkedIds(dialogues: Dialogue[], prefixes: readonly string[]): Dialogue[] {
  const seen = new Map<string, string>();
  for (const { id, file } of dialogues) {
    const first = seen.get(id);
    if (first !== undefined) throw new Error(`${file}, ${id}, id: it stands in ${first} already`);
    if (!prefixes.some((prefix) => id.startsWith(prefix))) throw new Error(`${file}, ${id}, id: in this half ids begin with ${prefixes.join(', ')}`);
    seen.set(id, file);
  }
  return dialogues;
}
