import { phraseFitting } from '@callmesh/extraction';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Bench } from '../bench.js';
import { callOf } from '../extraction/as-transcript.js';
import { readHalf } from '../extraction/corpus.js';
import type { Dialogue, Label } from '../extraction/dialogue.js';
import { findingsOf, type Finding } from '../extraction/finding.js';
import { matchFindings } from '../extraction/match.js';
import { asWritten, authorOf, linesOf, readUtterances, type Example } from './examples.js';
import { hearSpoken } from './hear-spoken.js';
import { readHeard, type Heard } from './heard.js';
import { train } from './train.js';
import { fitWeighing, oddsOf, type Candidate } from './weighing.js';

const { LABEL_OF_PACK, PHRASE_LABELS, modelOf, unweighed, writeWeights } = phraseFitting;
const rules = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../apps/extraction/src/rules');
const PACKS = Object.keys(LABEL_OF_PACK);
const PACK_OF_KIND: Readonly<Record<string, string>> = {
  'order.cancellation-requested': 'order-cancellation',
  'refund.requested': 'refund',
  'customer.complaint-logged': 'complaint',
  'customer.dispute-raised': 'dispute',
  'callback.requested': 'callback',
  'customer.issue-identified': 'issue',
  'escalation.risk-raised': 'escalation',
  'agent.commitment-made': 'commitment',
};

/** Confidence from which a finding is said. */
const LEAST = 0.5;
/** Of these a stronger word is needed, or a weaker one enough: chosen by what is right of authors that the model does not know. */
const LEAST_OF: Readonly<Record<string, number>> = { callback: 0.55, commitment: 0.46, complaint: 0.55, dispute: 0.4, escalation: 0.55, issue: 0.55 };
/** A cancellation is done at once: the doubts of its rules count. */
const LIFT_OF: Readonly<Record<string, number>> = { 'order-cancellation': 0 };
/** The rules were written on the calls of these authors: they are right there more often than elsewhere. */
const SEEN_BY_THE_RULES = new Set(['t', 'b']);
const SEEN_COUNT = 0.35;

const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds));
const given = (args: readonly string[], name: string, otherwise: string): string => args[args.indexOf(name) + 1 || args.length] ?? otherwise;

/** Everything that could be a fact in calls whose author the model does not know. */
function candidatesOf(calls: readonly Heard[], examples: readonly Example[], author: string): Found[] {
  const engine = unweighed(modelOf(0, train(examples.filter((example) => example.author !== author), PHRASE_LABELS.length)));
  return calls.filter(({ dialogue }) => authorOf(dialogue) === author).flatMap(({ dialogue, transcript, lines }) => {
    const isOn = (utterance: string, label: Label): boolean => label.lines.includes(lines[Number(utterance.slice(1)) - 1] ?? 0);
    const weighed = engine(transcript, callOf(dialogue, transcript.durationMs));
    const findings = weighed.map(({ finding }) => findingsOf({ insights: [finding] } as unknown as Parameters<typeof findingsOf>[0])[0]);
    const { invented } = matchFindings(dialogue, findings.flatMap((finding) => finding ?? []), (finding, label) => finding.utterances.some((utterance) => isOn(utterance, label)));
    return weighed.flatMap(({ grounds }, at): Found[] => {
      const finding = findings[at];
      const pack = finding && PACK_OF_KIND[finding.kind];
      return grounds && finding && pack ? [{ pack, author, call: dialogue.id, finding, grounds, right: !invented.includes(finding), counts: SEEN_BY_THE_RULES.has(author) ? SEEN_COUNT : 1, isHeard: wasHeard({ transcript }) }] : [];
    });
  });
}

interface Found extends Candidate {
  readonly finding: Finding;
  readonly isHeard: boolean;
}

const wasHeard = ({ transcript }: Pick<Heard, 'transcript'>): boolean => transcript.engine !== 'script';

const FOLDS = 5;
const foldOf = (call: string): number => [...call].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7) % FOLDS;

/** What would be said of calls that the weighing does not know, whose authors the model does not know. */
function saidOf(candidates: readonly Found[], least: number): Found[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const weighing = fitWeighing(candidates.filter((c) => foldOf(c.call) !== fold), PACKS);
    return candidates.filter((c) => foldOf(c.call) === fold).filter((c) => {
      const by = weighing.get(c.pack);
      return by !== undefined && logistic(oddsOf(c.grounds, by)) >= least;
    });
  });
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(2));

/** Precision and recall by author and pack. */
function leftOut(candidates: readonly Found[], calls: readonly Heard[], least: number): { text: string; figures: Record<string, unknown> } {
  const all = saidOf(candidates, least);
  const columns = [false, true].flatMap((isHeard) => [...new Set(calls.filter((call) => wasHeard(call) === isHeard).map(({ dialogue }) => authorOf(dialogue)))].map((author) => ({ author, isHeard })));
  const rows = columns.map(({ author, isHeard }) => {
    const said = all.filter((c) => c.author === author && c.isHeard === isHeard);
    const labels = calls.filter((call) => authorOf(call.dialogue) === author && wasHeard(call) === isHeard).flatMap(({ dialogue }) => dialogue.labels).flatMap(({ kind }) => PACK_OF_KIND[kind] ?? []);
    const perPack = PACKS.map((pack) => {
      const own = said.filter((c) => c.pack === pack);
      const right = own.filter((c) => c.right).length;
      return `${pack} ${share(right, own.length)}/${share(right, labels.filter((one) => one === pack).length)}`;
    });
    const right = said.filter((c) => c.right).length;
    const name = isHeard ? `${author}, heard` : author;
    return { name, precision: right / said.length, recall: right / labels.length, text: `${name}: ${share(right, said.length)}/${share(right, labels.length)}  ${perPack.join('  ')}` };
  });
  return { text: rows.map(({ text }) => text).join('\n'), figures: Object.fromEntries(rows.map(({ name, precision, recall }) => [name, { precision, recall }])) };
}

/** What would be said wrongly, and what would be missed, of the calls of an author. */
function misses(candidates: readonly Found[], dialogues: readonly Dialogue[], author: string): string {
  const said = saidOf(candidates, LEAST).filter(({ isHeard }) => !isHeard);
  return dialogues.filter((d) => authorOf(d) === author).flatMap((dialogue) => {
    const own = said.filter((c) => c.call === dialogue.id);
    const { invented, missed } = matchFindings(dialogue, own.map(({ finding }) => finding), (finding, label) => label.lines.some((line) => finding.utterances.includes(`u${line}`)));
    const grounds = (c: Found | undefined): string => (c ? `rules ${c.grounds.rules?.toFixed(1) ?? '–'} here ${c.grounds.here.toFixed(1)} best ${c.grounds.best.toFixed(1)}` : '');
    const lines = [
      ...missed.filter(({ kind }) => PACK_OF_KIND[kind]).map((label) => `  missed   ${label.kind} ${label.lines.map((n) => `${n}: ${dialogue.lines[n - 1]?.text ?? ''}`).join(' | ')} · ${candidates.filter((c) => c.call === dialogue.id && c.finding.kind === label.kind).map(grounds).join('; ')}`),
      ...invented.map((finding) => `  invented ${finding.kind} ${finding.utterances.join(',')}: ${finding.quote} · ${grounds(own.find((c) => c.finding === finding))}`),
    ];
    return lines.length > 0 ? [dialogue.id, ...lines] : [];
  }).join('\n');
}

/** Fits the phrase model and how it is weighed with the rules; `--fit` writes both into the engine. */
export const phrasesBench: Bench = {
  about: 'the phrase model of the keyless engine, by authors that it does not know: precision/recall [--misses author] [--hear] [--fit --version n --date yyyy-mm-dd]',
  async run(progress, args) {
    const dialogues = await readHalf('tuning');
    if (args.includes('--hear')) await hearSpoken(dialogues, progress);
    const utterances = await readUtterances();
    const calls = [...dialogues.map(asWritten), ...(await readHeard(dialogues))];
    const examples = [...utterances, ...calls.flatMap((call) => linesOf(call, wasHeard(call)))];
    const candidates = [...new Set(dialogues.map(authorOf))].flatMap((author) => {
      progress(`a model that does not know the author ${author}`);
      return candidatesOf(calls, examples, author);
    });
    const texts = [0.4, 0.5, 0.6].map((least) => ({ least, ...leftOut(candidates, calls, least) }));
    if (args.includes('--fit')) {
      const weighing = fitWeighing(candidates, PACKS);
      const packs = Object.fromEntries(PACKS.map((pack) => {
        const own = candidates.filter((c) => c.pack === pack);
        return [pack, { label: LABEL_OF_PACK[pack], least: LEAST_OF[pack] ?? LEAST, lift: LIFT_OF[pack] ?? 1, ...weighing.get(pack), findings: own.length, right: own.filter(({ right }) => right).length }];
      }));
      const about = { phrases: Number(given(args, '--version', '1')), fittedOn: 'bench/corpus/utterances and bench/corpus/extraction/tuning', date: given(args, '--date', 'undated'), utterances: examples.length, calls: calls.length, packs };
      const file = writeWeights(train(examples, PHRASE_LABELS.length), PHRASE_LABELS);
      await writeFile(path.join(rules, 'phrases.bin'), file);
      await writeFile(path.join(rules, 'phrases.yaml'), `${HEAD}${stringify(about, { lineWidth: 0 })}`);
      progress(`phrases.bin: ${file.length} bytes`);
    }
    return { figures: Object.fromEntries(texts.map(({ least, figures }) => [`from ${least}`, figures])), text: [...texts.map(({ least, text }) => `said from ${least}\n${text}`), ...(args.includes('--misses') ? [misses(candidates, dialogues, given(args, '--misses', 'h'))] : [])].join('\n\n'), met: true };
  },
};

const HEAD = `# How the phrase model (phrases.bin) is weighed with the rules of each pack, fitted by \`npm run bench -- phrases --fit\`; never edited by hand.
# confidence = 1 / (1 + e^−(bias + rules · (log-odds by the rules) + here · (the model's, at the words found) + best · (its highest of the call) + \`further\` for another of the kind
# + doubt · (how unsure the recogniser was of the call's words))), where no rule matched with \`alone\` + heard · (the model's) in place of bias, rules and here.
# \`least\` is the confidence from which a finding is said; \`findings\` and \`right\` are the counts that it was fitted on.
`;
