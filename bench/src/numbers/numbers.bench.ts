import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameFitting, redactor, redactText } from '@callmesh/redaction';
import type { Bench } from '../bench.js';
import { readUtterances, type Marked, type Span } from '../redaction/marked.js';
import { score, type Shares } from '../redaction/score.js';
import { trainNumbers } from './train.js';

const { readNumbers, readTaggers, writeNumbers } = nameFitting;
const here = path.dirname(fileURLToPath(import.meta.url));
const corpus = path.resolve(here, '../../corpus/redaction');
const data = path.resolve(here, '../../../libs/redaction/src/data');
const weights = path.join(data, 'numbers.bin');
/** All that may be looked at: the models learn from nothing else. */
const SETS = ['speech', 'written', 'numbers', 'wordings', 'mentions', 'asked', 'names', 'contexts', 'people', 'households', 'callers', 'letters', 'accounts'] as const;
/** Sets of different authors with many numbers: each is measured with models that know only the others. */
const MEASURED = ['speech', 'written', 'numbers', 'wordings', 'mentions'] as const;
const TYPES = ['CREDIT_CARD', 'CVV', 'CARD_EXPIRY', 'PHONE', 'SSN', 'IBAN', 'PASSWORD', 'DRIVER_LICENCE', 'ALL'] as const;

const row = (name: string, type: string, s: Shares | undefined): string => `  ${name.padEnd(12)} ${type.padEnd(14)} precision ${s?.precision ?? '–'} · recall ${s?.recall ?? '–'} · F2 ${s?.f2 ?? '–'} (${s?.wrong ?? 0} wrong, ${s?.missed ?? 0} missed of ${(s?.right ?? 0) + (s?.missed ?? 0)})`;

const read = async (set: string): Promise<Marked[]> => readUtterances(await readFile(path.join(corpus, `${set}-tuning.txt`), 'utf8'));

/** The models of numbers beside the rules, on sets that they were not fitted on; `--fit` writes those that come with the build. */
export const numbersBench: Bench = {
  about: 'the models of numbers: precision, recall and F2 beside the rules, each tuning set by models fitted on the others [--fit --version n]',
  async run(progress, args) {
    const sets = new Map(await Promise.all(SETS.map(async (set) => [set, await read(set)] as const)));
    if (args.includes('--fit')) {
      const version = Number(args[args.indexOf('--version') + 1]);
      if (!args.includes('--version') || !Number.isInteger(version) || version < 1) throw new Error('--fit wants the version of the models: --fit --version 2');
      const texts = [...sets.values()].flat();
      const file = writeNumbers(version, trainNumbers(texts));
      readNumbers(file);
      await writeFile(weights, file);
      return { figures: { texts: texts.length, bytes: file.length }, text: `fitted on ${texts.length} texts; ${weights} has ${file.length} bytes`, met: true };
    }
    const names = readTaggers(await readFile(path.join(data, 'names.bin')));
    const rules = redactor(names, null);
    const lines: string[] = [];
    const figures: Record<string, unknown> = {};
    const all: { texts: Marked[]; rules: Span[][]; both: Span[][] } = { texts: [], rules: [], both: [] };
    const tell = (name: string, texts: readonly Marked[], byRules: readonly Span[][], byBoth: readonly Span[][]): void => {
      const [alone, both] = [score(texts, byRules), score(texts, byBoth)];
      lines.push(`${name}: ${texts.length} texts`, ...TYPES.flatMap((type) => [row('rules', type, alone[type]), row('with models', type, both[type])]));
      figures[name] = { rules: alone, both };
    };
    for (const set of MEASURED) {
      const own = sets.get(set) ?? [];
      const both = redactor(names, trainNumbers([...sets].filter(([other]) => other !== set).flatMap(([, texts]) => texts)));
      const [byRules, byBoth] = [rules, both].map((find) => own.map(({ text }): Span[] => [...redactText(text, { profile: 'standard' }, find).spans]));
      tell(set, own, byRules ?? [], byBoth ?? []);
      all.texts.push(...own);
      all.rules.push(...(byRules ?? []));
      all.both.push(...(byBoth ?? []));
      progress(`${set} is measured`);
    }
    tell('all', all.texts, all.rules, all.both);
    lines.push('The rules were written with the other sets: "wordings" and "mentions" show both on what they do not know.');
    return { figures, text: lines.join('\n'), met: true };
  },
};
