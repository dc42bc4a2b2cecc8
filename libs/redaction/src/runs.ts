import type { Utterance } from '@callmesh/contracts';
import type { Questions, Topic } from './asked.js';
import { isRepeat, readDigits, saysNumber, type Spoken } from './digit-words.js';
import { quantityRanges, UNIT_WORDS, type Range } from './quantities.js';
import { tokensOf, type Token } from './tokens.js';

/** One or more digits at one place. */
export interface Atom {
  /** Index of the utterance. */
  readonly utterance: number;
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** A sound-alike ("to", "for"): a digit only if the whole run is taken. */
  readonly doubtful: boolean;
  /** At the beginning or the end of an answer to a question for a number. */
  readonly edge: boolean;
  /** What stands between this digit and the one before: nothing much, or a pause (comma, filler, the other's "okay") at which the run may be cut. */
  readonly joint: 'first' | 'tight' | 'loose';
  /** "and" or a new sentence before it: where two things were asked for, the second may begin here. */
  readonly begins: boolean;
}

/** Digits said one after the other by one speaker, possibly over several utterances. */
export type Run = readonly Atom[];

/** Words that people put inside a number while they read it out. */
const FILLERS = new Set('um uh uhm er erm hm hmm mm ah like and then so okay ok right yes yeah yep pause gap break dash hyphen space slash point followed by again well sorry wait let me see'.split(' '));
const MAX_FILLERS = 4;
/** What they say besides where they were asked for that number: they begin again, put something right, say which part it is. */
const RESTARTS = new Set(
  "no not nope actually hang on hold start starting over scratch mean i i'm it's its it is that's make that correction rather instead try sir madam ma'am please mate oops pardon excuse my mistake go back second just a an the last bit part next first rest ends end ending finishing with begins was be got dot stroke also plus in area code all together once more look looking say says read reads here come comes after now think".split(' '),
);
const MAX_RESTART = 9;
/** Digits or groups in a spoken quantity: "one hundred and eighty nine" has three. */
const MAX_QUANTITY = 3;
/** What a listener says while the other reads a number; such an utterance does not end the run. */
const ACKNOWLEDGEMENTS = new Set('okay ok yes yeah yep right sure alright all uh huh mhm mm hmm got it go on ahead thanks thank you great perfect good please and continue next i have that moment rest of it the part bit last what comes after sorry again say repeat more slowly slower keep listening ready hm hmm then lovely brilliant noted so far gotcha cool'.split(' '));
const MAX_ACKNOWLEDGEMENT = 6;
const MAX_ECHO = 24;
const TIGHT_MARKS = new Set(['-', '–', '—', '(', ')', '+', '.', '/', '·', '#']);
const LOOSE_MARKS = new Set([',', ';', ':', '?', '!', '…', '"', "'"]);

interface Open {
  readonly atoms: Atom[];
  /** The question that the speaker answered when it began. */
  readonly turn: number;
  /** Since the last digit: fillers, and whether there was a pause. */
  fillers: number;
  pause: boolean;
  begins: boolean;
}

/** Topics whose answers are numbers. */
const NUMERIC: ReadonlySet<Topic> = new Set(['phone', 'card', 'cvv', 'expiry', 'ssn', 'last4', 'id', 'bank', 'password', 'code', 'number']);
const NOTHING_ASKED: Questions = { topics: [], all: [], turns: [], answers: [] };

/** Finds the runs of all utterances in one pass. */
export function findRuns(utterances: readonly Utterance[], questions: Questions = NOTHING_ASKED): Run[] {
  const finished: Run[] = [];
  const open = new Map<string, Open>();
  const close = (speaker: string): void => {
    const run = open.get(speaker);
    if (run === undefined) return;
    for (const kept of trimmed(run.atoms)) finished.push(kept);
    open.delete(speaker);
  };
  for (const [index, utterance] of utterances.entries()) {
    const tokens = tokensOf(utterance);
    if (isAcknowledgement(tokens)) continue;
    const turn = questions.turns[index] ?? index;
    if (open.size > 0 && !isEcho(tokens)) for (const [other, run] of open) if (other !== utterance.speaker && run.turn !== turn) close(other);
    const pending = open.get(utterance.speaker);
    const answers = questions.all[index]?.some((topic) => NUMERIC.has(topic)) === true;
    // Nothing to begin with, and nothing that may go on.
    if (pending === undefined && !answers && !saysNumber(tokens)) continue;
    scan({ utterance, index, tokens, answers, turn: answers ? turn : -1 }, open, close);
  }
  for (const speaker of [...open.keys()]) close(speaker);
  return finished.sort((a, b) => position(a[0]) - position(b[0]));
}

/** Where amounts, times and dates stand, looked for once an utterance. */
const quantitiesOf = new WeakMap<Utterance, Range[]>();
function quantitiesIn(utterance: Utterance): Range[] {
  const found = quantitiesOf.get(utterance);
  if (found !== undefined) return found;
  const ranges = /[\d:%$€£]/.test(utterance.text) ? quantityRanges(utterance.text) : [];
  quantitiesOf.set(utterance, ranges);
  return ranges;
}

interface Scanned {
  readonly utterance: Utterance;
  readonly index: number;
  readonly tokens: readonly Token[];
  /** Was a number asked for? */
  readonly answers: boolean;
  readonly turn: number;
}

function scan({ utterance, index, tokens, answers, turn }: Scanned, open: Map<string, Open>, close: (speaker: string) => void): void {
  const { speaker } = utterance;
  const quantities = quantitiesIn(utterance);
  let quantity = 0;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) return;
    while ((quantities[quantity]?.end ?? Infinity) <= token.start) quantity += 1;
    const inQuantity = (quantities[quantity]?.start ?? Infinity) < token.end;
    const spoken = inQuantity ? null : readDigits(tokens, at);
    const last = tokens[at + (spoken?.tokens ?? 1) - 1] ?? token;
    const run = open.get(speaker);
    const hours = spoken !== null && run === undefined && HOURS.has(tokens[at - 1]?.text ?? '') && isHours(tokens, at, spoken);
    if (spoken !== null && !hours && (!spoken.doubtful || run !== undefined || spoken.digits === '0' || (answers && isEdge(tokens[at - 1])))) {
      const unsure = spoken.doubtful && spoken.digits !== '0';
      const joint = run === undefined ? 'first' : run.pause || run.fillers > 0 || unsure ? 'loose' : 'tight';
      const edge = answers && (run === undefined ? isEdge(tokens[at - 1]) : isEdge(tokens[at + spoken.tokens]));
      const atom: Atom = { utterance: index, start: token.start, end: last.end, digits: spoken.digits, doubtful: spoken.doubtful, edge, joint, begins: run?.begins ?? false };
      if (run === undefined) open.set(speaker, { atoms: [atom], turn, fillers: 0, pause: unsure, begins: false });
      else {
        run.atoms.push(atom);
        run.fillers = 0;
        run.pause = unsure;
        run.begins = false;
      }
    } else if (run !== undefined) {
      if (UNIT_WORDS.has(token.text)) dropQuantity(run.atoms);
      if (LOOSE_MARKS.has(token.text) || (token.text === '.' && !isInnerDot(utterance.text, token))) run.pause = true;
      else if (isFiller(token, run.fillers, answers)) {
        run.fillers += 1;
        if (token.text === 'and') run.begins = true;
      } else if (token.text === 'hundred' || (isRepeat(token.text) && isEdge(tokens[at + 1]))) run.atoms.push({ utterance: index, start: token.start, end: token.end, digits: token.text === 'hundred' ? '00' : '', doubtful: false, edge: false, joint: 'tight', begins: false });
      else if (inQuantity || !TIGHT_MARKS.has(token.text)) close(speaker);
    }
    at += spoken?.tokens ?? 1;
  }
}

/** A number up to sixty after a word of time, with no more than another behind it. */
function isHours(tokens: readonly Token[], at: number, { digits, tokens: used }: Spoken): boolean {
  if (digits.length > 2 || digits.startsWith('0') || Number(digits) > 60) return false;
  const link = /^(?:to|and|till|until|-|–)$/.test(tokens[at + used]?.text ?? '') ? 1 : 0;
  const second = readDigits(tokens, at + used + link);
  const end = at + used + (second === null || (second.doubtful && second.digits !== '0') ? 0 : link + second.tokens);
  return (second === null || second.digits.length <= 2) && readDigits(tokens, end)?.doubtful !== false;
}

const isFiller = (token: Token, fillers: number, answers: boolean): boolean => token.kind === 'word' && ((FILLERS.has(token.text) && fillers < MAX_FILLERS) || (answers && fillers < MAX_RESTART && (FILLERS.has(token.text) || RESTARTS.has(token.text))));
/** Nothing stands beside it but the end of a sentence or a pause. */
const isEdge = (beside: Token | undefined): boolean => beside === undefined || beside.kind === 'mark';
const isInnerDot = (text: string, token: Token): boolean => /\d/.test(text[token.start - 1] ?? '') && /\d/.test(text[token.end] ?? '');

/** The number just read is followed by "dollars", "days", …: it goes, back to the last pause before it. A long one is no quantity ("… six four six seven, am I right?"). */
function dropQuantity(atoms: Atom[]): void {
  let from = atoms.length - 1;
  while (from > 0 && atoms[from]?.joint === 'tight' && atoms.length - from <= MAX_QUANTITY) from -= 1;
  if (atoms.length - from <= MAX_QUANTITY) atoms.splice(Math.max(0, from));
}

/** "from ten to six", "between nine and five": hours, not digits. */
const HOURS = new Set(['from', 'between', 'at', 'until', 'till', 'after', 'before', 'by', 'past', 'since']);

/** Among so many digits a sound-alike at the end of an answer is one too: "ate for won". */
const MIN_TRUSTED = 3;
/** A sound-alike at either end of a run is the plain word that it looks like, except "oh", which people do say for nought. */
function trimmed(atoms: readonly Atom[]): Run[] {
  let from = 0;
  let to = atoms.length;
  const loose = (atom: Atom | undefined): boolean => atom?.doubtful === true && atom.digits !== '0' && !(atom.edge && atoms.length >= MIN_TRUSTED);
  while (to > from && loose(atoms[to - 1])) to -= 1;
  while (from < to && loose(atoms[from]) && atoms[from + 1]?.joint === 'loose') from += 1;
  return to > from ? [atoms.slice(from, to)] : [];
}

function isAcknowledgement(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.kind === 'word');
  return words.length <= MAX_ACKNOWLEDGEMENT && tokens.every((token) => token.kind === 'mark' || (token.kind === 'word' && ACKNOWLEDGEMENTS.has(token.text)));
}

/** A listener who repeats the digits ("okay, four five three nine") does not end the run either. */
function isEcho(tokens: readonly Token[]): boolean {
  return tokens.length <= MAX_ECHO && tokens.every((token, at) => token.kind === 'mark' || token.kind === 'figures' || ACKNOWLEDGEMENTS.has(token.text) || readDigits(tokens, at) !== null);
}

const position = (atom: Atom | undefined): number => (atom === undefined ? 0 : atom.utterance * 1e9 + atom.start);
