import { readFile, writeFile } from 'node:fs/promises';
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
const SETS = ['speech', 'written', 'names', 'contexts', 'numbers', 'people', 'households'] as const;
const FOLDS = 5;
const TYPES = ['PERSON', 'ADDRESS'] as const;

interface Text extends Marked { readonly set: string; readonly fold: number }

const fitted = (texts: readonly Marked[]): nameFitting.Taggers => ({ PERSON: train(texts, 'PERSON'), ADDRESS: train(texts, 'ADDRESS') });

/** What is found in texts of which the models know nothing, and by rules alone. */
function crossValidated(texts: readonly Text[], progress: (message: string) => void): Map<Text, { rules: readonly Span[]; both: readonly Span[] }> {
  const found = new Map<Text, { rules: readonly Span[]; both: readonly Span[] }>();
  const alone = redactor(null);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const both = redactor(fitted(texts.filter((text) => text.fold !== fold)));
    for (const text of texts.filter((one) => one.fold === fold)) found.set(text, { rules: redactText(text.text, { profile: 'standard' }, alone).spans, both: redactText(text.text, { profile: 'standard' }, both).spans });
    progress(`fold ${fold + 1} of ${FOLDS}`);
  }
  return found;
}

const row = (name: string, type: string, s: Shares | undefined): string => `  ${name.padEnd(12)} ${type.padEnd(8)} precision ${s?.precision ?? '–'} · recall ${s?.recall ?? '–'} · F2 ${s?.f2 ?? '–'} (${s?.wrong ?? 0} wrong, ${s?.missed ?? 0} missed of ${(s?.right ?? 0) + (s?.missed ?? 0)})`;

/** The models of names and addresses beside the rules, on texts that they were not fitted on; `--fit` writes those that come with the build. */
export const namesBench: Bench = {
  about: 'the models of names and addresses: precision, recall and F2 beside the rules, cross-validated on the tuning sets [--fit --version n]',
  async run(progress, args) {
    const sets = await Promise.all(SETS.map(async (set) => readUtterances(await readFile(path.join(corpus, `${set}-tuning.txt`), 'utf8')).map((text) => ({ ...text, set }))));
    const texts = sets.flat().map((text, at): Text => ({ ...text, fold: at % FOLDS }));
    if (args.includes('--fit')) {
      const version = Number(args[args.indexOf('--version') + 1]);
      if (!args.includes('--version') || !Number.isInteger(version) || version < 1) throw new Error('--fit wants the version of the models: --fit --version 2');
      const file = writeTaggers(version, fitted(texts));
      readTaggers(file);
      await writeFile(weights, file);
      return { figures: { texts: texts.length, bytes: file.length }, text: `fitted on ${texts.length} texts; ${weights} has ${file.length} bytes`, met: true };
    }
    const found = crossValidated(texts, progress);
    const lines: string[] = [];
    const figures: Record<string, unknown> = {};
    for (const set of [...SETS, 'all']) {
      const own = texts.filter((text) => set === 'all' || text.set === set);
      const rules = score(own, own.map((text) => found.get(text)?.rules ?? []));
      const both = score(own, own.map((text) => found.get(text)?.both ?? []));
      lines.push(`${set}: ${own.length} texts`, ...[...TYPES, 'ALL'].flatMap((type) => [row('rules', type, rules[type]), row('with models', type, both[type])]));
      figures[set] = { rules, both };
    }
    lines.push('The rules were written with the sets "speech" and "written"; "names" and "contexts" show them on what they do not know.');
    return { figures, text: lines.join('\n'), met: true };
  },
};
