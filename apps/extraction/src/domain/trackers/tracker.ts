import type { Transcript } from '@callmesh/contracts';
import { readConversation, type Conversation } from '../language/tokens.js';
import { hitAt, mayBe, placeAt, placesOf, readPhrase, turnsOf, type Hit, type Phrase, type Place, type Turn } from './phrases.js';
import type { TrackerClause, TrackerDefinition, TrackerSpeaker } from './tracker-definition.js';

/** A tracker, ready to be looked for. */
export interface Tracker {
  readonly name: string;
  readonly version: number;
  readonly definition: TrackerDefinition;
  readonly clauses: readonly ((read: CallAsRead) => Place[])[];
}

interface CallAsRead {
  readonly conversation: Conversation;
  readonly turns: readonly Turn[];
}

/** What a tracker came to on a call: `unknown` when the one whose words count cannot be told from the other. */
export interface TrackerResult {
  readonly tracker: string;
  readonly version: number;
  readonly state: 'hit' | 'none' | 'unknown';
  /** Where; empty when the hit is that something was never said. */
  readonly hits: readonly Hit[];
}

/** More places of one tracker on one call tell nothing new. */
const MOST_HITS = 50;

/** @throws Error naming the phrase at fault. */
export function compileTracker(name: string, version: number, definition: TrackerDefinition): Tracker {
  return { name, version, definition, clauses: definition.any.map((clause) => compileClause(clause, definition.speaker)) };
}

function compileClause(clause: TrackerClause, speaker: TrackerSpeaker): (read: CallAsRead) => Place[] {
  if ('phrase' in clause) {
    const phrase = readPhrase(clause.phrase);
    return ({ conversation, turns }) => placesOf(conversation, turns, phrase, speaker);
  }
  if ('near' in clause) {
    const [a, b] = clause.near.words.map(readPhrase) as [Phrase, Phrase];
    return (read) => near(read, a, b, clause.near.within, clause.near.ordered, speaker);
  }
  const steps = clause.sequence.steps.map((step) => ({ phrase: readPhrase(step.phrase), speaker: step.speaker ?? speaker }));
  const withinMs = clause.sequence.withinSeconds === null ? Number.POSITIVE_INFINITY : clause.sequence.withinSeconds * 1_000;
  return (read) => sequence(read, steps, withinMs);
}

/** Both in one turn, the second at most `within` words away from the first. */
function near({ conversation, turns }: CallAsRead, a: Phrase, b: Phrase, within: number, ordered: boolean, speaker: TrackerSpeaker): Place[] {
  return turns.flatMap((turn) => {
    const [firsts, seconds] = [a, b].map((phrase) => placesOf(conversation, [turn], phrase, speaker)) as [Place[], Place[]];
    const found = firsts.flatMap((one) => {
      const partner = seconds.find((two) => (two.from >= one.to ? two.from - one.to < within : !ordered && one.from >= two.to && one.from - two.to < within));
      return partner ? [placeAt(conversation, Math.min(one.from, partner.from), Math.max(one.to, partner.to), turn.speaker)] : [];
    });
    return found.filter((place, i) => i === 0 || place.from !== found[i - 1]?.from);
  });
}

/** One after the other, by whoever is meant to say each; the place is that of the last. */
function sequence({ conversation, turns }: CallAsRead, steps: readonly { phrase: Phrase; speaker: TrackerSpeaker }[], withinMs: number): Place[] {
  const [starts, ...rest] = steps.map(({ phrase, speaker }) => placesOf(conversation, turns, phrase, speaker));
  const found = (starts ?? []).flatMap((start) => {
    let last = start;
    for (const places of rest) {
      const next = places.find((place) => place.from >= last.to);
      if (!next) return [];
      last = next;
    }
    return last.endMs - start.startMs <= withinMs ? [last] : [];
  });
  return [...new Map(found.map((place) => [place.from, place])).values()];
}

/** Looks for all trackers on one call. */
export function track(transcript: Transcript, trackers: readonly Tracker[]): TrackerResult[] {
  const conversation = readConversation(transcript.utterances);
  const read = { conversation, turns: turnsOf(conversation) };
  const endsMs = Math.max(transcript.durationMs, ...transcript.utterances.map((u) => u.endMs), 0);
  return trackers.map((tracker) => resultOf(tracker, read, endsMs));
}

function resultOf({ name, version, definition, clauses }: Tracker, read: CallAsRead, endsMs: number): TrackerResult {
  const places = clauses.flatMap((clause) => clause(read)).filter((place) => inWindow(place, definition.window, endsMs));
  const distinct = [...new Map(places.map((place) => [`${place.from} ${place.to}`, place])).values()].sort((a, b) => a.from - b.from);
  if (!definition.absent) {
    const state = distinct.length > 0 ? 'hit' : isHeard(read, definition.speaker) ? 'none' : 'unknown';
    return { tracker: name, version, state, hits: distinct.slice(0, MOST_HITS).map((place) => hitAt(read.conversation, place)) };
  }
  return { tracker: name, version, state: distinct.length > 0 ? 'none' : isHeard(read, definition.speaker) ? 'hit' : 'unknown', hits: [] };
}

/** Who is not told apart from others cannot be said to have said nothing; an empty call says nothing of anybody. */
const isHeard = ({ turns }: CallAsRead, speaker: TrackerSpeaker): boolean => turns.length > 0 && (speaker === 'any' || turns.every((turn) => turn.speaker !== 'unknown')) && turns.some((turn) => mayBe(speaker, turn.speaker));

function inWindow({ startMs, endMs }: Place, window: TrackerDefinition['window'], endsMs: number): boolean {
  if (window?.firstSeconds !== undefined) return startMs < window.firstSeconds * 1_000;
  if (window?.lastSeconds !== undefined) return endMs > endsMs - window.lastSeconds * 1_000;
  return true;
}
