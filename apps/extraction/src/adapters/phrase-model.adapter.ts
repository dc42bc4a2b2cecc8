import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Learned } from '../domain/phrases/learned.js';
import type { WordClasses } from '../domain/phrases/known-words.js';
import { PHRASE_LABELS, phraseModel } from '../domain/phrases/phrase-model.js';
import { wordForm } from '../domain/phrases/word-forms.js';
import { readWeights } from './learned-weights.js';

const file = (name: string): URL => new URL(`../rules/${name}`, import.meta.url);

const phrasesSchema = z.strictObject({
  phrases: z.number().int().positive(),
  fittedOn: z.string(),
  date: z.string(),
  utterances: z.number().int(),
  calls: z.number().int(),
  packs: z.record(
    z.string(),
    z.strictObject({ label: z.enum(PHRASE_LABELS), least: z.number(), lift: z.number(), bias: z.number(), rules: z.number(), here: z.number(), best: z.number(), alone: z.number(), heard: z.number(), further: z.number(), doubt: z.number(), findings: z.number().int(), right: z.number().int() }),
  ),
});

/** The classes of words that a model knows, by word form; a word is of the first class that has it. */
export function bundledWordClasses(files: readonly string[] = ['word-classes.yaml']): WordClasses {
  const classes = files.flatMap((name) => Object.entries(z.record(z.string(), z.array(z.string())).parse(parse(readFileSync(file(name), 'utf8')))));
  const found = new Map<string, string>();
  for (const [name, words] of classes) for (const form of words.map(wordForm)) if (!found.has(form)) found.set(form, name);
  return found;
}

/**
 * Reads the bundled phrase model, and how it is weighed with the rules.
 * @returns what was learned beside a pack by the pack's name; null for packs beside which nothing was.
 */
export function bundledPhrases(): (pack: string) => Learned | null {
  if (!existsSync(file('phrases.yaml'))) return () => null;
  const { phrases, packs } = phrasesSchema.parse(parse(readFileSync(file('phrases.yaml'), 'utf8')));
  const model = phraseModel(phrases, readWeights(readFileSync(file('phrases.bin')), PHRASE_LABELS, 'phrases'), bundledWordClasses());
  return (pack) => {
    const own = packs[pack];
    if (!own) return null;
    const { label, least, lift, bias, rules, here, best, alone, heard, further, doubt } = own;
    return { model, label, least, lift, weighing: { bias, rules, here, best, alone, heard, further, doubt } };
  };
}
