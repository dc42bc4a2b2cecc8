import { nameFitting } from '@callmesh/redaction';
import type { Labelled } from '../learned/fit-linear.js';
import type { Marked, Span } from '../redaction/marked.js';

const { askedBefore, asUtterances, digitsOf, findRuns, masked, NUMBER_KINDS, numberFeatures, split, splitText, tightParts } = nameFitting;
type Run = nameFitting.Run;

/** Kinds of the sets by those of the model. */
const KINDS: Readonly<Record<string, nameFitting.NumberKind>> = { PASSPORT: 'NATIONAL_ID', IBAN: 'BANK_ACCOUNT', ROUTING_NUMBER: 'BANK_ACCOUNT', PASSWORD: 'PIN' };
/** Found by other rules before, but for so many of them. */
const UNCOVERED = 0.12;
/** So many numbers were found already when the others are looked at, as in a second round. */
const FOUND = 0.2;
/** So many questions rules do not understand. */
const NOT_UNDERSTOOD = 0.5;
/** Fewer digits are not looked at. */
const LEAST = 3;
const CARD_WINDOW = 6;

/** What a model makes of the runs of digits of a text, beside what they are. */
export function examplesOf({ text, gold }: Marked, next: (() => number) | null): Labelled[] {
  const parts = splitText(text);
  const plain = asUtterances(text, parts);
  const isNumber = ({ type }: Span): boolean => NUMBER_KINDS.some((kind) => kind === (KINDS[type] ?? type));
  const covered = gold.filter((span) => span.type !== 'PERSON' && (isNumber(span) ? next !== null && gold.length > 1 && next() < (span.type === 'DATE_OF_BIRTH' ? 0.5 : FOUND) : next === null || next() >= UNCOVERED)).flatMap(({ start, end, type }) => {
    const utterance = parts.findIndex((part) => part.start <= start && start < part.end);
    const from = parts[utterance]?.start ?? 0;
    return utterance < 0 ? [] : [{ type, value: '', pieces: [{ utterance, start: start - from, end: Math.min(end - from, plain[utterance]?.text.length ?? 0) }], reason: '', score: 1 }];
  });
  const utterances = masked(plain, covered);
  const asked = askedBefore(utterances);
  const questions = next !== null && next() < NOT_UNDERSTOOD ? { ...asked, topics: asked.topics.map(() => null), all: asked.all.map(() => []) } : asked;
  let lastCard = Math.max(-Infinity, ...covered.filter(({ type }) => type === 'CREDIT_CARD').map(({ pieces }) => pieces[0]?.utterance ?? 0));
  const found: Labelled[] = [];
  const take = (run: Run, whole: boolean): void => {
    const at = run[0]?.utterance ?? 0;
    const kinds = kindsOf(run, parts, gold);
    if (kinds.size > 1 && whole) for (const part of tightParts(run)) take(part, false);
    const [kind] = kinds;
    if (kinds.size > 1 || digitsOf(run).length < LEAST) return;
    const output = NUMBER_KINDS.findIndex((one) => one === (KINDS[kind ?? ''] ?? kind));
    found.push({ features: numberFeatures(run, { utterances, topics: questions.all[at] ?? [], cardNearby: at - lastCard <= CARD_WINDOW && at >= lastCard }), output });
    if (kind === 'CREDIT_CARD') lastCard = run.at(-1)?.utterance ?? lastCard;
  };
  for (const run of findRuns(utterances, questions).flatMap((one) => split(one, questions, (index) => utterances[index]?.text ?? ''))) take(run, true);
  return found;
}

/** What the gold says that a run is; several where it lies on several. */
function kindsOf(run: Run, parts: readonly { readonly start: number }[], gold: readonly Span[]): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const { utterance, start, end, digits } of run) {
    if (digits === '') continue;
    const from = parts[utterance]?.start ?? 0;
    kinds.add(gold.find((span) => start + from < span.end && end + from > span.start)?.type ?? '');
  }
  return kinds;
}
