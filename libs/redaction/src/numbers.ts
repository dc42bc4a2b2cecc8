import type { Utterance } from '@callmesh/contracts';
import { classify } from './classify.js';
import { ContextFinder } from './context.js';
import { findCues, type Cue } from './cues.js';
import { EarlierNumbers } from './earlier-numbers.js';
import type { Finding, Piece } from './finding.js';
import { digitsOf, findRuns, tightParts, type Run } from './runs.js';

/** Utterances after a card number within which its security code is expected. */
const CARD_WINDOW = 6;
/** A piece of a known number that somebody repeats is redacted from this length on. */
const FRAGMENT = 4;
/** Longer "numbers" are no numbers; their fragments are not indexed. */
const MAX_INDEXED = 40;

/** Finds what is personal among the numbers of a conversation. */
export function findNumbers(utterances: readonly Utterance[]): Finding[] {
  const cues = findCues(utterances);
  const runs = findRuns(utterances);
  const findings: Finding[] = [];
  const left = judge(runs, cues, utterances, findings);
  findings.push(...repeated(left, findings));
  return findings;
}

/** Judges every run, whole and then in its parts; gives back what was not found personal. */
function judge(runs: readonly Run[], cues: readonly Cue[], utterances: readonly Utterance[], findings: Finding[]): Run[] {
  const contexts = new ContextFinder(cues);
  const textOf = (index: number): string => utterances[index]?.text ?? '';
  const earlier = new EarlierNumbers(utterances);
  const left: Run[] = [];
  const take = (run: Run): boolean => {
    const first = run[0];
    if (first === undefined) return false;
    earlier.advanceTo(first);
    const result = classify(run, contexts.of(run, earlier.last), first.utterance - earlier.lastCard <= CARD_WINDOW, textOf);
    if (result === null) return false;
    if (result.type === 'CREDIT_CARD') earlier.lastCard = run.at(-1)?.utterance ?? earlier.lastCard;
    findings.push({ ...result, value: canonical(result.type, digitsOf(run)), pieces: piecesOf(run) });
    return true;
  };
  for (const run of runs) {
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

/** Pieces of numbers already found, said again by anybody: "okay, ending in six four six seven". */
function repeated(runs: readonly Run[], findings: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding>();
  for (const finding of findings) {
    const digits = finding.value;
    if (!['CREDIT_CARD', 'SSN', 'PHONE'].includes(finding.type) || digits.length < 7 || digits.length > MAX_INDEXED) continue;
    for (let from = 0; from < digits.length; from += 1) for (let to = from + FRAGMENT; to <= digits.length; to += 1) known.set(digits.slice(from, to), finding);
  }
  return runs.flatMap((run) => {
    const digits = digitsOf(run);
    const finding = known.get(digits);
    if (finding === undefined || run.some((atom) => atom.doubtful && atom.digits !== '0')) return [];
    return [{ ...finding, pieces: piecesOf(run), reason: 'part of a number said elsewhere', score: 0.6 }];
  });
}

const canonical = (type: string, digits: string): string => (type === 'PHONE' && digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits);

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
