import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Dialogue } from '../extraction/dialogue.js';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/sentiment');

/** The same matter on two calls: one that went well, one that did not. */
export interface Pair {
  readonly id: string;
  readonly matter: string;
  /** Its file in the corpus, without the ending: pairs of one file are of one author. */
  readonly file: string;
  /** The letter of its file; labelled utterances with the same letter are of the same author. */
  readonly author: string;
  readonly happy: Dialogue;
  readonly angry: Dialogue;
}

const text = z.string().trim().min(1);
const lines = z.array(z.union([z.strictObject({ A: text }), z.strictObject({ C: text })])).min(2);
const pairs = z.array(z.strictObject({ id: z.string(), matter: z.string(), happy: z.strictObject({ lines }), angry: z.strictObject({ lines }) })).min(1);

const CALL = { startedAt: Date.parse('2026-03-10T10:00:00Z'), timeZone: 'Europe/London', callType: 'other', tags: [], labels: [] };

type Half = 'tuning' | 'held-out';

async function readFileOfPairs(name: string): Promise<Pair[]> {
  const file = `sentiment/${name}.yaml`;
  const parsed = pairs.safeParse(parse(await readFile(path.join(folder, `${name}.yaml`), 'utf8')));
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${file}, ${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const dialogue = (id: string, said: z.output<typeof lines>): Dialogue => ({ ...CALL, id, file, lines: said.map((line) => ('A' in line ? { speaker: 'agent', text: line.A } : { speaker: 'customer', text: line.C })) });
  return parsed.data.map(({ id, matter, happy, angry }) => ({ id, matter, file: name, author: /^pairs-(?:tuning|held-out)-([a-z])$/.exec(name)?.[1] ?? 'a', happy: dialogue(`${id}-happy`, happy.lines), angry: dialogue(`${id}-angry`, angry.lines) }));
}

/** Reads the pairs of a half: of every file `pairs-<half>*.yaml`, by its name. @throws Error naming what is wrong in the file. */
export async function readPairs(half: Half): Promise<Pair[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`pairs-${half}`) && name.endsWith('.yaml')).sort();
  return (await Promise.all(names.map((name) => readFileOfPairs(path.basename(name, '.yaml'))))).flat();
}
