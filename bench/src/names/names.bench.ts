import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameFitting, redactor, redactText } from '@callmesh/redaction';
import type { Bench } from '../bench.js';
import { readUtterances, type Marked, type Span } from '../redaction/marked.js';
import { score, type Shares } from '../redaction/score.js';
import { train } from './train.js';

const { readTaggers, writeTaggers } = nameFitting;
const here = path.dirname(fileURLToPath(import.meta.url));
const corpus = path.resolve(here, '../../corpus/redaction');
const weights = path.resolve(here, '../../../libs/redaction/src/data/names.bin');
/** All that may be looked at: the models learn from nothing else. */
const TUNING = '-tuning.txt';
const TYPES = ['PERSON', 'ADDRESS', 'USERNAME', 'PASSWORD'] as const;

interface Text extends Marked { readonly set: string }

const fitted = (texts: readonly Marked[]): nameFitting.Taggers => ({ PERSON: train(texts, 'PERSON'), ADDRESS: train(texts, 'ADDRESS'), USERNAME: train(texts, 'USERNAME'), PASSWORD: train(texts, 'PASSWORD') });

/** What is found in texts of authors of whom the models know nothing, set by set, and by rules alone. */
function crossValidated(texts: readonly Text[], names: readonly string[], progress: (message: string) => void): Map<Text, { rules: readonly Span[]; both: readonly Span[] }> {
  const found = new Map<Text, { rules: readonly Span[]; both: readonly Span[] }>();
  const alone = redactor(null);
  for (const name of names) {
    const both = redactor(fitted(texts.filter(({ set }) => set !== name)));
    for (const text of texts.filter(({ set }) => set === name)) found.set(text, { rules: redactText(text.text, { profile: 'standard' }, alone).spans, both: redactText(text.text, { profile: 'standard' }, both).spans });
    progress(`without ${name}`);
  }
  return found;
}

const row = (name: string, type: string, s: Shares | undefined): string => `  ${name.padEnd(12)} ${type.padEnd(8)} precision ${s?.precision ?? '–'} · recall ${s?.recall ?? '–'} · F2 ${s?.f2 ?? '–'} (${s?.wrong ?? 0} wrong, ${s?.missed ?? 0} missed of ${(s?.right ?? 0) + (s?.missed ?? 0)})`;

/** The models beside the rules, on texts of authors that they were not fitted on; `--fit` writes those that come with the build. */
export const namesBench: Bench = {
  about: 'the models of names, addresses, accounts and passwords: precision, recall and F2 beside the rules, each tuning set left out in turn [--fit --version n]',
  async run(progress, args) {
    const names = (await readdir(corpus)).filter((file) => file.endsWith(TUNING)).sort().map((file) => file.slice(0, -TUNING.length));
    const texts = (await Promise.all(names.map(async (set) => readUtterances(await readFile(path.join(corpus, set + TUNING), 'utf8')).map((text): Text => ({ ...text, set }))))).flat();
    if (args.includes('--fit')) {
      const version = Number(args[args.indexOf('--version') + 1]);
      if (!args.includes('--version') || !Number.isInteger(version) || version < 1) throw new Error('--fit wants the version of the models: --fit --version 2');
      const file = writeTaggers(version, fitted(texts));
      readTaggers(file);
      await writeFile(weights, file);
      return { figures: { texts: texts.length, bytes: file.length }, text: `fitted on ${texts.length} texts; ${weights} has ${file.length} bytes`, met: true };
    }
    const found = crossValidated(texts, names, progress);
    const lines: string[] = [];
    const figures: Record<string, unknown> = {};
    for (const set of [...names, 'all']) {
      const own = texts.filter((text) => set === 'all' || text.set === set);
      const rules = score(own, own.map((text) => found.get(text)?.rules ?? []));
      const both = score(own, own.map((text) => found.get(text)?.both ?? []));
      lines.push(`${set}: ${own.length} texts`, ...[...TYPES, 'ALL'].flatMap((type) => [row('rules', type, rules[type]), row('with models', type, both[type])]));
      figures[set] = { rules, both };
    }
    lines.push('The models are fitted without the set that they are measured on; the rules were written with all of them.');
    return { figures, text: lines.join('\n'), met: true };
  },
};
