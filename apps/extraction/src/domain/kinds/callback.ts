import type { Entity } from '@callmesh/contracts';
import type { Finding, Reading } from '../finding.js';
import { resolveDue, type DueDate } from '../language/due-date.js';
import { evidenceOf, wordsAsWritten } from '../language/evidence.js';
import { timePhrases, type TimePhrase } from '../language/time-phrases.js';
import { activeCues, findReplies, type Replies } from '../rules/active-cues.js';
import { confidenceOf, WORTH_SAYING } from '../rules/confidence.js';
import type { Cue } from '../rules/cues.js';
import { doubtPoints, unclearWords } from '../rules/penalties.js';

interface Arrangement {
  readonly cue: Cue;
  readonly points: number;
  readonly confirmation: Cue | null;
}

/** Sentences after the promise in which its time may still be agreed. */
const AGREED_WITHIN = 8;

/** What stands after taking back: the last "no need" clears all before it. */
function arrangements(cues: readonly Cue[], replies: Replies): Arrangement[] {
  let standing: Arrangement[] = [];
  for (const cue of cues) {
    const negated = cue.modifiers.has('negated');
    if (cue.role === 'withdraw' || negated) {
      if (cue.speaker !== 'agent' || cue.role !== 'withdraw') standing = [];
      continue;
    }
    if (cue.modifiers.has('hypothetical')) continue;
    const answer = cue.role === 'request' && cue.speaker !== 'unknown' ? null : replies.answerTo(cue.sentence);
    if (answer?.kind === 'no' && !replies.corrects(answer.cue.sentence)) {
      if (cue.role === 'offer') standing = [];
      continue;
    }
    if (cue.role === 'offer' && answer?.kind !== 'yes') continue;
    const confirmation = answer?.kind === 'yes' ? answer.cue : null;
    // A call of "she" or "the manager" is still a call to this customer.
    const doubts = doubtPoints(cue) - (cue.modifiers.has('third-party') ? 2 : 0);
    standing.push({ cue, points: cue.weight - doubts + (confirmation ? 0.5 : 0), confirmation });
  }
  return standing;
}

interface Due {
  readonly phrase: TimePhrase;
  readonly date: DueDate;
}

/** Times said with the arrangement: in its sentences first, else in the talk that follows. */
function dueOf(reading: Reading, standing: readonly Arrangement[]): { due: Due | null; conflict: boolean } {
  const { conversation, call } = reading;
  const resolve = (phrases: readonly TimePhrase[]): Due[] =>
    phrases.flatMap((phrase) => {
      const date = resolveDue(phrase, call.startedAt, call.timeZone);
      return date ? [{ phrase, date }] : [];
    });
  const said = standing.flatMap(({ cue }) => resolve(nearest(timePhrases(conversation, cue.sentence), cue)));
  const last = standing.at(-1)?.cue.sentence;
  const from = standing[0]?.cue.sentence.index ?? 0;
  const following = last ? conversation.sentences.slice(from, last.index + 1 + AGREED_WITHIN).filter((s) => !standing.some((a) => a.cue.sentence === s)) : [];
  const later = resolve(following.flatMap((s) => timePhrases(conversation, s)).filter(isTimeForACall));
  const candidates = said.length > 0 ? [...said, ...later.filter((l) => said.every((s) => refines(s, l)))] : later;
  return choose(candidates);
}

/** In a sentence with several times the one next to the call counts: "I ask him on Monday and call you on Tuesday at ten". */
function nearest(phrases: readonly TimePhrase[], cue: Cue): TimePhrase[] {
  const after = phrases.filter((p) => p.to > cue.from);
  return after.length > 0 ? after.slice(0, 1) : phrases.slice(-1);
}

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
    if (next.phrase.day === null && next.phrase.inMinutes === null && chosen.phrase.day !== null && !precise(chosen)) chosen = combine(chosen, next);
    else if (!sameDay(chosen, next)) [chosen, conflict] = [next, true];
    else if (precise(next) || !precise(chosen)) {
      conflict ||= precise(chosen) && chosen.date.dueAt !== next.date.dueAt;
      chosen = next;
    }
  }
  return { due: chosen, conflict };
}

const combine = (day: Due, time: Due): Due => ({ phrase: { ...time.phrase, day: day.phrase.day }, date: { ...time.date, dueAt: -1, iso: day.date.iso } });

/** `callback.requested`: asked for by the customer or promised by the agent, with the time resolved in the call's zone. */
export function findCallback(reading: Reading): Finding[] {
  const { conversation, packs, call } = reading;
  const replies = findReplies(conversation, packs);
  const standing = arrangements(activeCues(conversation, packs.callback, packs), replies);
  const best = [...standing].sort((a, b) => b.points - a.points)[0];
  if (!best) return [];

  const { due: found, conflict } = dueOf(reading, standing);
  // A day and an hour from two sentences are resolved again as one phrase.
  const date = found && found.date.dueAt < 0 ? resolveDue(found.phrase, call.startedAt, call.timeZone) : (found?.date ?? null);
  const asked = standing.some((a) => a.cue.role === 'request' && a.cue.speaker !== 'agent');
  const promised = standing.some((a) => a.cue.role === 'promise' || a.cue.role === 'offer');
  const score =
    best.points +
    (asked && promised ? 0.8 : 0) +
    (date ? 1 : 0) -
    (date?.ambiguous ? 1.5 : 0) -
    (conflict ? 1.2 : 0) -
    unclearWords(conversation, [best.cue, ...(found ? [found.phrase] : [])]);
  const confidence = confidenceOf(score, packs.callback.calibration);
  if (confidence < WORTH_SAYING) return [];

  const duePhrase = found ? wordsAsWritten(conversation, found.phrase.from, found.phrase.to) : null;
  const utteranceId = conversation.utterances[found?.phrase.sentence.utterance ?? -1]?.id ?? '';
  const entities: Entity[] = date && duePhrase !== null ? [{ kind: 'date', value: date.iso, party: null, text: duePhrase, utteranceId }] : [];
  const ranges = [best.cue, ...standing.map((a) => a.cue), ...(found ? [found.phrase] : []), ...standing.flatMap((a) => a.confirmation ?? [])];
  return [{
    type: 'callback.requested.v1',
    data: { confidence, entities, evidence: evidenceOf(conversation, ranges), requestedBy: asked ? 'customer' : 'agent', dueAt: date?.dueAt ?? null, duePhrase },
  }];
}
