import type { Finding, Reading } from '../finding.js';
import { evidenceOf, wordsAsWritten } from '../language/evidence.js';
import type { TimePhrase } from '../language/spoken-time.js';
import { timePhrases } from '../language/time-phrases.js';
import type { Conversation, Sentence } from '../language/tokens.js';
import { activeCues, findReplies, type Replies } from '../rules/active-cues.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { doubtPoints, unclearWords } from '../rules/penalties.js';
import { isAccepted, isAsked } from './acceptance.js';
import { dateEntity, ownDue, phrasesOf, resolved, type Due } from './due-of.js';

interface Arrangement {
  readonly cue: Cue;
  readonly points: number;
  readonly confirmation: Cue | null;
}

const PRESENT = new Set(['i', 'we', 'he', 'she', 'someone', 'somebody']);
const WILL = new Set(['will', 'shall', 'am', 'can', 'could']);
const REFUSES = new Set(['not', 'need', 'bother', 'never', 'rather', 'email', 'write', 'instead']);

/** "No" refuses an offer; after a promise it may answer "anything else?". "No, Tuesday is better" is another time. */
function declines(conversation: Conversation, cue: Cue, reply: Sentence): boolean {
  if (phrasesOf(conversation, reply).length > 0) return false;
  const between = conversation.sentences.slice(cue.sentence.index + 1, reply.index);
  const asksForMore = conversation.tokens.slice(cue.to, cue.sentence.to).some((t) => t.text === 'else' || t.text === 'anything');
  const asked = (cue.role === 'offer' || cue.sentence.question) && !asksForMore && !between.some((s) => s.question && s.speaker === cue.speaker);
  return asked || conversation.tokens.slice(reply.from, reply.to).some((t) => REFUSES.has(t.text));
}

/** Sentences after the promise in which its time may still be agreed. */
const AGREED_WITHIN = 8;

/** What stands after taking back: the last "no need" clears all before it. */
function arrangements(conversation: Conversation, cues: readonly Cue[], replies: Replies): Arrangement[] {
  let standing: Arrangement[] = [];
  for (const cue of cues) {
    const negated = cue.modifiers.has('negated');
    if (cue.role === 'withdraw' || negated) {
      if (cue.speaker !== 'agent' || cue.role !== 'withdraw') standing = [];
      continue;
    }
    if (cue.modifiers.has('hypothetical')) continue;
    const answer = cue.role === 'request' && cue.speaker !== 'unknown' ? null : replies.answerTo(cue.sentence);
    if (answer?.kind === 'no' && declines(conversation, cue, answer.cue.sentence)) {
      if (cue.role === 'offer') standing = [];
      continue;
    }
    if (cue.role === 'offer' && answer?.kind !== 'no' && !isAccepted(conversation, cue, replies)) continue;
    // "Shall I call you back" is no promise, with or without its question mark.
    if (cue.role === 'promise' && isAsked(conversation, cue) && PRESENT.has(conversation.tokens[cue.from]?.text ?? '') && cue.to - cue.from <= 4 && !WILL.has(conversation.tokens[cue.from + 1]?.text ?? '')) continue;
    const confirmation = answer?.kind === 'yes' ? answer.cue : null;
    // A call of "she" or "the manager" is still a call to this customer.
    const doubts = doubtPoints(cue) - (cue.modifiers.has('third-party') ? 2 : 0);
    standing.push({ cue, points: cue.weight - doubts + (confirmation ? 0.5 : 0), confirmation });
  }
  return standing;
}

/** Times said with the arrangement: in its sentences first, else in the talk that follows. */
function dueOf(reading: Reading, standing: readonly Arrangement[]): { due: Due | null; conflict: boolean } {
  const { conversation } = reading;
  const resolve = (phrases: readonly TimePhrase[]): Due[] =>
    phrases.flatMap((phrase) => resolved(reading, phrase) ?? []);
  const said = standing.flatMap(({ cue }) => ownDue(reading, cue, standing.map((a) => a.cue)) ?? []);
  const last = standing.at(-1)?.cue.sentence;
  const from = standing[0]?.cue.sentence.index ?? 0;
  const following = last ? conversation.sentences.slice(from, last.index + 1 + AGREED_WITHIN).filter((s) => !standing.some((a) => a.cue.sentence === s)) : [];
  const later = resolve(following.flatMap((s) => timesSaid(conversation, s)).filter(isTimeForACall));
  const candidates = said.length > 0 ? [...said, ...later.filter((l) => said.every((s) => refines(s, l)))] : later;
  return choose(candidates);
}

/** "Let's say eleven", "ten?": in a short answer an hour needs no "at". */
const timesSaid = (conversation: Conversation, sentence: Sentence): readonly TimePhrase[] => {
  const phrases = phrasesOf(conversation, sentence);
  return phrases.length > 0 || sentence.to - sentence.from > SHORT_ANSWER ? phrases : timePhrases(conversation, sentence, true).filter((p) => p.time !== null);
};
const SHORT_ANSWER = 5;

const isTimeForACall = (phrase: TimePhrase): boolean => phrase.day !== null || phrase.time !== null || phrase.inMinutes !== null;

const sameDay = (a: Due, b: Due): boolean => a.date.iso.slice(0, 10) === b.date.iso.slice(0, 10);
const precise = (d: Due): boolean => d.phrase.time !== null || d.phrase.inMinutes !== null;
/** A later time says the same day more exactly: "tomorrow" … "at ten". */
const refines = (first: Due, later: Due): boolean => !precise(first) && precise(later) && (later.phrase.day === null || sameDay(first, later));

function choose(candidates: readonly Due[]): { due: Due | null; conflict: boolean } {
  const first = candidates[0];
  if (!first) return { due: null, conflict: false };
  let chosen = first;
  let conflict = false;
  for (const next of candidates.slice(1)) {
    if (next.phrase.day === null && next.phrase.inMinutes === null && chosen.phrase.day !== null) chosen = combine(chosen, next);
    else if (!sameDay(chosen, next)) [chosen, conflict] = [next, true];
    else if (precise(next) || !precise(chosen)) {
      conflict ||= precise(chosen) && chosen.date.dueAt !== next.date.dueAt;
      chosen = next;
    }
  }
  return { due: chosen, conflict };
}

const combine = (day: Due, time: Due): Due => ({ phrase: { ...time.phrase, day: day.phrase.day }, date: { ...time.date, dueAt: -1, iso: day.date.iso } });

/** A call that is agreed at the end. */
export interface AgreedCall {
  readonly standing: readonly Arrangement[];
  readonly best: Arrangement;
  readonly due: Due | null;
  readonly asked: boolean;
  /** Where the agent promised it; null when only the customer spoke of it. */
  readonly promise: Cue | null;
  readonly score: number;
}

// The callback itself and the agent's commitment to it rest on the same words.
const read = new WeakMap<Reading, AgreedCall | null>();

/** The call back that stands at the end, however it came about. */
export function agreedCall(reading: Reading): AgreedCall | null {
  const known = read.get(reading);
  if (known !== undefined) return known;
  const found = agree(reading);
  read.set(reading, found);
  return found;
}

function agree(reading: Reading): AgreedCall | null {
  const { conversation, packs } = reading;
  const standing = arrangements(conversation, activeCues(conversation, packs.callback, packs), findReplies(conversation, packs));
  const best = [...standing].sort((a, b) => b.points - a.points)[0];
  if (!best) return null;
  const { due: found, conflict } = dueOf(reading, standing);
  // A day and an hour from two sentences are resolved again as one phrase.
  const due = found && found.date.dueAt < 0 ? resolved(reading, found.phrase) : found;
  const asked = standing.some((a) => a.cue.role === 'request' && a.cue.speaker !== 'agent');
  const promise = standing.find((a) => a.cue.role === 'promise' || a.cue.role === 'offer')?.cue ?? null;
  const score =
    best.points +
    (asked && promise ? 0.8 : 0) +
    (due ? 1 : 0) -
    (due?.date.ambiguous ? 1.5 : 0) -
    (conflict ? 1.2 : 0) -
    unclearWords(conversation, [best.cue, ...(due ? [due.phrase] : [])]);
  return { standing, best, due, asked, promise, score };
}

/** `callback.requested`: asked for by the customer or promised by the agent, with the time resolved in the call's zone. */
export function findCallback(reading: Reading): Finding[] {
  const { conversation, packs } = reading;
  const call = agreedCall(reading);
  if (!call) return [];
  const { standing, best, due, asked } = call;
  const confidence = confidenceOf(call.score, packs.callback.calibration);
  if (!isWorthSaying(confidence, packs.callback)) return [];
  const ranges = [best.cue, ...standing.map((a) => a.cue), ...(due ? [due.phrase] : []), ...standing.flatMap((a) => a.confirmation ?? [])];
  return [
    {
      type: 'callback.requested.v1',
      data: {
        confidence,
        entities: due ? [dateEntity(reading, due)] : [],
        evidence: evidenceOf(conversation, ranges),
        requestedBy: asked ? 'customer' : 'agent',
        dueAt: due?.date.dueAt ?? null,
        duePhrase: due && wordsAsWritten(conversation, due.phrase.from, due.phrase.to),
      },
    },
  ];
}
