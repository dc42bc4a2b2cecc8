import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { mentionModel, type MentionModel } from '../domain/competitors/mention-model.js';
import type { WordClasses } from '../domain/phrases/known-words.js';
import { readWeights } from './learned-weights.js';
import { bundledWordClasses } from './phrase-model.adapter.js';

const file = (name: string): URL => new URL(`../rules/${name}`, import.meta.url);

/** What the model tells of a name. */
export const MENTION_LABELS = ['competitor'] as const;

/** The classes of words that it knows. */
export const mentionClasses = (): WordClasses => bundledWordClasses(['trade-classes.yaml', 'word-classes.yaml']);

const schema = z.strictObject({
  competitors: z.number().int().positive(),
  fittedOn: z.string(),
  date: z.string(),
  names: z.number().int(),
  companies: z.number().int(),
  right: z.number().int(),
  least: z.number(),
  bias: z.number(),
  rules: z.number(),
  here: z.number(),
  alone: z.number(),
  heard: z.number(),
});

/** Reads the bundled model of how competitors are mentioned; null in a build without. */
export function bundledMentions(): MentionModel | null {
  if (!existsSync(file('competitors.yaml'))) return null;
  const { competitors: version, least, bias, rules, here, alone, heard } = schema.parse(parse(readFileSync(file('competitors.yaml'), 'utf8')));
  return mentionModel({ version, least, weighing: { bias, rules, here, alone, heard } }, readWeights(readFileSync(file('competitors.bin')), MENTION_LABELS, 'competitors'), mentionClasses());
}
