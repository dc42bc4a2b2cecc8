import { competitorFitting } from '@callmesh/extraction';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Bench } from '../bench.js';
import { callOf } from '../extraction/as-transcript.js';
import { readHalf } from '../extraction/corpus.js';
import type { Dialogue } from '../extraction/dialogue.js';
import { train } from '../phrases/train.js';
import { fitWeighing, type Candidate } from '../phrases/weighing.js';
import { namedDialogue, readNamedLines, sameName, type NamedCall } from './labelled-names.js';

const { MENTION_LABELS, together, unweighedCompanies } = competitorFitting;
const rules = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../apps/extraction/src/rules');
const PACK = 'competitor';
/** Confidence from which a competitor is said. */
const LEAST = 0.55;
/** The rules were written on the calls of these authors: they are right there more often than elsewhere. */
const SEEN_BY_THE_RULES = new Set(['t', 'b']);
const SEEN_COUNT = 0.35;
/** The single utterances were chosen for their names: competitors are far commoner there than on calls. */
const CHOSEN_COUNT = 0.25;

const learned = (calls: readonly NamedCall[]): ReturnType<typeof train> => train(calls.flatMap(({ names }) => names), MENTION_LABELS.length);
const given = (args: readonly string[], name: string, otherwise: string): string => args[args.indexOf(name) + 1 || args.length] ?? otherwise;

interface Found extends Candidate {
  readonly group: string;
  readonly name: string;
}

/** Every company that could be a competitor on calls of a group that the model does not know. */
function companiesOf(calls: readonly NamedCall[], group: string, any: Dialogue): Found[] {
  const engine = unweighedCompanies(learned(calls.filter((call) => call.group !== group)));
  return calls.filter((call) => call.group === group).flatMap(({ id, transcript, competitors, names }) => {
    const isLine = names.length > 0 && group.startsWith('utterances');
    const last = transcript.utterances.at(-1)?.id;
    return engine(transcript, callOf(any, transcript.durationMs)).flatMap(({ finding: { data }, grounds }): Found[] => {
      if (!grounds || (isLine && !data.evidence.some(({ utteranceIds }) => utteranceIds.includes(last ?? '')))) return [];
      const name = sameName(data.competitor);
      return [{ pack: PACK, author: group, group, call: id, name: data.competitor, grounds: { ...grounds, best: 0, further: false, doubt: 0 }, right: competitors.some((own) => own === name || own.startsWith(name) || name.startsWith(own)), counts: isLine ? CHOSEN_COUNT : SEEN_BY_THE_RULES.has(group) ? SEEN_COUNT : 1 }];
    });
  });
}

/** What would be said of calls that neither model nor weighing knows, with its confidence. */
function said(found: readonly Found[], groups: readonly string[]): (Found & { sure: number })[] {
  return groups.flatMap((group) => {
    const by = fitWeighing(found.filter((c) => c.group !== group), [PACK]).get(PACK);
    return found.filter((c) => c.group === group).map((c) => ({ ...c, sure: by ? together(c.grounds, by) : 0 }));
  });
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(2));

/** The model of how competitors are mentioned, on calls of authors and on utterances that it does not know; `--fit` writes it into the engine. */
export const competitorsBench: Bench = {
  about: 'how competitors are mentioned, as it is learned beside the rules: precision/recall where it is not known [--misses] [--fit --version n --date yyyy-mm-dd]',
  async run(progress, args) {
    const dialogues = await readHalf('tuning');
    const [any] = dialogues;
    if (!any) throw new Error('there are no dialogues to learn from');
    const calls = [...(await readNamedLines()), ...dialogues.map(namedDialogue)];
    const groups = [...new Set(calls.map(({ group }) => group))];
    const found = groups.flatMap((group) => {
      progress(`a model that does not know ${group}`);
      return companiesOf(calls, group, any);
    });
    const all = said(found, groups);
    const table = [0.3, 0.4, 0.5, 0.6, 0.7].map((least) => {
      const cells = ['utterances', 't', 'b', 'h'].map((group) => {
        const own = all.filter((c) => c.group.startsWith(group) && c.sure >= least);
        const right = own.filter((c) => c.right).length;
        return `${group} ${share(right, own.length)}/${share(right, calls.filter((c) => c.group.startsWith(group)).flatMap((c) => c.competitors).length)}`;
      });
      return `said from ${least}: ${cells.join('  ')}`;
    });
    if (args.includes('--fit')) {
      const by = fitWeighing(found, [PACK]).get(PACK);
      const { bias, rules: ruled, here, alone, heard } = by ?? { bias: 0, rules: 0, here: 0, alone: 0, heard: 0 };
      const about = { competitors: Number(given(args, '--version', '1')), fittedOn: 'bench/corpus/utterances/names-*.jsonl and bench/corpus/extraction/tuning', date: given(args, '--date', 'undated'), names: calls.flatMap(({ names }) => names).length, companies: found.length, right: found.filter((c) => c.right).length, least: LEAST, bias, rules: ruled, here, alone, heard };
      await writeFile(path.join(rules, 'competitors.bin'), competitorFitting.writeWeights(learned(calls), MENTION_LABELS));
      await writeFile(path.join(rules, 'competitors.yaml'), `${HEAD}${stringify(about, { lineWidth: 0 })}`);
    }
    return { figures: { saidFrom: table }, text: [...table, ...(args.includes('--misses') ? [misses(all, calls)] : [])].join('\n'), met: true };
  },
};

/** What would be said wrongly and what would be missed. */
function misses(all: readonly (Found & { sure: number })[], calls: readonly NamedCall[]): string {
  return calls.flatMap(({ id, transcript, competitors }) => {
    const own = all.filter((c) => c.call === id);
    const wrong = own.filter((c) => c.sure >= LEAST && !c.right).map((c) => `invented ${c.name} ${c.sure.toFixed(2)} (rules ${c.grounds.rules?.toFixed(1) ?? '–'} here ${c.grounds.here.toFixed(1)})`);
    const missed = competitors.filter((name) => !own.some((c) => c.right && c.sure >= LEAST && (sameName(c.name).startsWith(name) || name.startsWith(sameName(c.name))))).map((name) => `missed ${name} ${own.find((c) => sameName(c.name) === name)?.sure.toFixed(2) ?? 'no candidate'}`);
    if (wrong.length + missed.length === 0) return [];
    const end = transcript.utterances.slice(-2).map(({ text }) => text).join(' / ');
    return [`${id}: ${[...wrong, ...missed].join('; ')}${id.startsWith('names') ? ` · ${end}` : ''}`];
  }).join('\n');
}

const HEAD = `# How the model of mentions (competitors.bin) is weighed with the rules of the pack competitor, fitted by \`npm run bench -- competitors --fit\`; never edited by hand.
# confidence = 1 / (1 + e^−(bias + rules · (log-odds by the rules) + here · (the model's at the company's likeliest mention))), where no rule matched with \`alone\` + heard · (the model's) in place of these
# \`least\` is the confidence from which a competitor is said; \`companies\` and \`right\` are the counts that it was fitted on.
`;
