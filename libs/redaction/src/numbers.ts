import type { Utterance } from '@callmesh/contracts';
import type { Questions } from './asked.js';
import { behindCard, cardLine, dateAndCode } from './behind-card.js';
import { classify } from './classify.js';
import { ContextFinder } from './context.js';
import { findCues, type Cue } from './cues.js';
import { EarlierNumbers } from './earlier-numbers.js';
import { byShape, verdict, type Finding, type Piece, type Verdict } from './finding.js';
import { LearnedJudge } from './judged.js';
import type { NumberWeights } from './learned/number-kinds.js';
import { masked } from './mask.js';
import { digitsOf, groupsOf, tightParts } from './run-parts.js';
import { findRuns, type Run } from './runs.js';
import { split } from './split-runs.js';

/** Utterances after a card number within which its security code is expected. */
const CARD_WINDOW = 6;
/** A piece of a known number that somebody repeats is redacted from this length on. */
const FRAGMENT = 4;
/** Longer "numbers" are no numbers; their fragments are not indexed. */
const MAX_INDEXED = 40;
/** So many numbers of one conversation are looked for in part as well. */
const MAX_NUMBERS = 500;
/** Fewer digits are a part of a card number: what follows may be the rest. */
const LEAST_CARD = 11;
const REPEATABLE = new Set(['CREDIT_CARD', 'SSN', 'PHONE']);

/** Rounds after which the search ends; talk needs one or two. */
const MAX_ROUNDS = 8;

/**
 * Finds what is personal among the numbers of a conversation. What is found is covered and the rest looked at again, until
 * nothing is found: a number that was judged together with its neighbour is judged once more without it.
 */
export function findNumbers(utterances: readonly Utterance[], questions: Questions, weights: NumberWeights | null): Finding[] {
  const all: Finding[] = [];
  let left = utterances;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { found, more } = findOnce(left, all, questions, weights);
    for (const finding of found) all.push(finding);
    if (found.length === 0 || !more) break;
    left = masked(left, found);
  }
  if (all.filter(({ type }) => REPEATABLE.has(type)).length < 2) return all;
  const parts = partsOf(all);
  return all.map((finding) => underItsNumber(finding, parts));
}

function findOnce(utterances: readonly Utterance[], known: readonly Finding[], questions: Questions, weights: NumberWeights | null): { found: Finding[]; more: boolean } {
  const cues = findCues(utterances);
  const runs = findRuns(utterances, questions);
  const findings: Finding[] = [];
  const learned = weights === null || runs.length === 0 ? null : new LearnedJudge(weights, utterances, questions);
  const left = judge(runs, cues, utterances, findings, questions, learned);
  // Where no digits are left but single ones, another look finds nothing.
  const more = left.some((run) => run.length > 1 || digitsOf(run).length > 1);
  const long = left.filter((run) => digitsOf(run).length >= FRAGMENT);
  return { found: long.length > 0 ? [...findings, ...repeated(long, partsOf([...known, ...findings]))] : findings, more };
}

/** Judges every run, whole and then in its parts; gives back what was not found personal. */
function judge(runs: readonly Run[], cues: readonly Cue[], utterances: readonly Utterance[], findings: Finding[], questions: Questions, learned: LearnedJudge | null): Run[] {
  const textOf = (index: number): string => utterances[index]?.text ?? '';
  const contexts = new ContextFinder(cues, textOf);
  const earlier = new EarlierNumbers(utterances);
  const left: Run[] = [];
  const found = (run: Run, result: Verdict): true => {
    if (result.type === 'CREDIT_CARD') [earlier.lastCard, earlier.cardIsWhole] = [run.at(-1)?.utterance ?? earlier.lastCard, digitsOf(run).length > LEAST_CARD];
    findings.push({ ...result, value: canonical(result.type, digitsOf(run)), pieces: result.type === 'PHONE' ? widened(piecesOf(run), textOf) : piecesOf(run) });
    return true;
  };
  const learnedOr = (run: Run, rule: Verdict | 'thing' | null, cardNearby: boolean): Verdict | null => (learned === null ? (rule === 'thing' ? null : rule) : learned.decide(run, rule, cardNearby));
  const take = (run: Run): boolean => {
    const first = run[0];
    // One digit alone is nobody's number.
    if (first === undefined || (run.length < 3 && digitsOf(run).length < 2)) return false;
    earlier.advanceTo(first);
    const topics = questions.all[first.utterance] ?? [];
    const context = contexts.of(run, earlier.last);
    const cardNearby = first.utterance - earlier.lastCard <= CARD_WINDOW;
    if (context.nearest?.kind !== 'reference') {
      const placed = cardLine(run) ?? (topics.includes('cvv') && topics.includes('expiry') ? dateAndCode(run) : null);
      if (placed !== null) return placed.every((part) => found(part.run, verdict(part.type, part.type === 'CREDIT_CARD' ? 'valid card number with its date or code' : 'asked for, a date and a code', 0.7)));
      const behind = first.utterance === earlier.lastCard && (earlier.cardIsWhole || groupsOf(run, textOf).join() !== '4,4') && !isYear(run, textOf) ? behindCard(run) : null;
      // What merely stands behind a card number may be anything.
      const borneOut = behind?.map((part) => ({ run: part.run, result: learnedOr(part.run, byShape(part.type, 'right behind a card number', 0.7), cardNearby) })) ?? [];
      if (borneOut.some(({ result }) => result !== null)) {
        for (const part of borneOut) if (part.result !== null) found(part.run, part.result);
        return true;
      }
    }
    const rule = classify(run, context, cardNearby, textOf, { topics, agent: utterances[first.utterance]?.speaker === 'agent', answers: questions.answers[first.utterance] === true, sameAnswer: (other) => topics.length > 0 && questions.all[other] === topics });
    const result = learnedOr(run, rule, cardNearby);
    return result !== null && found(run, result);
  };
  for (const run of runs.flatMap((one) => split(one, questions, textOf))) {
    if (!take(run)) {
      const parts = tightParts(run);
      const whole = parts.length === 1 && parts[0]?.length === run.length;
      for (const part of parts) {
        if (whole || !take(part)) left.push(part);
        earlier.see(part);
      }
    }
    earlier.see(run);
  }
  return left;
}

/** "… until October 2026": no code of a card. */
const isYear = (run: Run, textOf: (utterance: number) => string): boolean => /^20\d\d$/.test(digitsOf(run)) && /\p{L} $/u.test(textOf(run[0]?.utterance ?? 0).slice(0, run[0]?.start));

/** Every part, from {@link FRAGMENT} digits on, of the numbers found, and the number that it is a part of. */
function partsOf(findings: readonly Finding[]): Map<string, Finding> {
  const parts = new Map<string, Finding>();
  // Shortest first, so that a part of several numbers counts as one of the longest.
  const numbers = findings.filter(({ type, value }) => REPEATABLE.has(type) && value.length >= 7 && value.length <= MAX_INDEXED).slice(0, MAX_NUMBERS).sort((a, b) => a.value.length - b.value.length);
  for (const finding of numbers) {
    const { value } = finding;
    for (let from = 0; from < value.length; from += 1) for (let to = from + FRAGMENT; to <= value.length; to += 1) parts.set(value.slice(from, to), finding);
  }
  return parts;
}

/** Parts of numbers that nothing else explains, said again by anybody: "okay, ending in six four six seven". */
function repeated(runs: readonly Run[], parts: ReadonlyMap<string, Finding>): Finding[] {
  return runs.flatMap((run) => {
    const finding = parts.get(digitsOf(run));
    if (finding === undefined || run.some((atom) => atom.doubtful && atom.digits !== '0')) return [];
    return [{ ...finding, pieces: piecesOf(run), reason: 'part of a number said elsewhere', score: 0.6 }];
  });
}

/** A part goes under its number's placeholder. */
function underItsNumber(finding: Finding, parts: ReadonlyMap<string, Finding>): Finding {
  const number = REPEATABLE.has(finding.type) ? parts.get(finding.value) : undefined;
  return number !== undefined && number.type === finding.type ? { ...finding, value: number.value } : finding;
}

const canonical = (type: string, digits: string): string => (type === 'PHONE' && digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits);

/** The sign before a country's code, the bracket before an area's, and the extension after. */
function widened(pieces: readonly Piece[], textOf: (utterance: number) => string): Piece[] {
  return pieces.map(({ utterance, start, end }) => {
    const text = textOf(utterance);
    const before = /\+?\(?$/.exec(text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0;
    const after = /^ ?(?:x|ext\.?|extension) ?\d{1,6}\b/i.exec(text.slice(end, end + 20))?.[0].length ?? 0;
    return { utterance, start: start - before, end: end + after };
  });
}

/** One piece per utterance, from its first digit to its last. */
function piecesOf(run: Run): Piece[] {
  const pieces: Piece[] = [];
  for (const atom of run) {
    const last = pieces.at(-1);
    if (last !== undefined && last.utterance === atom.utterance) pieces[pieces.length - 1] = { ...last, end: atom.end };
    else pieces.push({ utterance: atom.utterance, start: atom.start, end: atom.end });
  }
  return pieces;
}
