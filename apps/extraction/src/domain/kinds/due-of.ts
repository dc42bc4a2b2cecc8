import type { Entity, SpokenTime } from '@callmesh/contracts';
import type { Reading } from '../finding.js';
import { resolveDue, type DueDate } from '../language/due-date.js';
import { wordsAsWritten } from '../language/evidence.js';
import type { TimePhrase } from '../language/spoken-time.js';
import { timePhrases } from '../language/time-phrases.js';
import type { Conversation, Sentence } from '../language/tokens.js';
import type { Cue } from '../rules/cue.js';

/** A time that was said, and what it is. */
export interface Due {
  readonly phrase: TimePhrase;
  readonly date: DueDate;
}

// Callbacks and commitments ask for the same sentences.
const read = new WeakMap<Sentence, readonly TimePhrase[]>();

/** Time phrases of a sentence, read once. */
export function phrasesOf(conversation: Conversation, sentence: Sentence): readonly TimePhrase[] {
  const known = read.get(sentence);
  if (known) return known;
  const phrases = timePhrases(conversation, sentence);
  read.set(sentence, phrases);
  return phrases;
}

/** @returns null when the phrase names no moment to come. */
export function resolved({ call }: Reading, phrase: TimePhrase): Due | null {
  const date = resolveDue(phrase, call.startedAt, call.timeZone);
  return date && { phrase, date };
}

const isPrecise = ({ phrase }: Due): boolean => phrase.time !== null || phrase.inMinutes !== null;
const sameDay = (a: Due, b: Due): boolean => a.date.iso.slice(0, 10) === b.date.iso.slice(0, 10);

/** "Tomorrow" … "at ten": the later words make the earlier ones exact. Null when they say something else. */
function refined(reading: Reading, first: Due, later: TimePhrase): Due | null {
  if (isPrecise(first) || (later.time === null && later.part === null && later.inMinutes === null)) return null;
  const merged = later.day === null && first.phrase.inMinutes === null ? resolved(reading, { ...later, day: first.phrase.day }) : resolved(reading, later);
  return merged && sameDay(first, merged) && (isPrecise(merged) || first.phrase.part === null) ? merged : null;
}

/** Sentences after a promise in which its time may be said or made exact. */
const WITHIN = 6;
const SHORT = 12;
const OVER = new Set(['was', 'were', 'went', 'came', 'did', 'had', 'ordered', 'arrived', 'bought', 'called', 'said', 'told', 'since', 'sent', 'got', 'happened', 'usually', 'normally', 'open', 'close', 'closed']);

/** "They'll be here by Friday" speaks of what was promised. */
const POINTS = new Set(['it', 'they', 'them', 'that', 'he', 'she', 'one', 'by', 'latest']);

/** "I've rebooked it for Thursday" is another matter, and done. */
const isDone = (conversation: Conversation, sentence: Sentence): boolean => conversation.tokens.slice(sentence.from, sentence.to).some((t, i, own) => (t.text === 'i' || t.text === 'we') && own[i + 1]?.text === 'have' && /(?:ed|put|sent|made|set)$/.test(own[i + 2]?.text ?? ''));

const says = (conversation: Conversation, sentence: Sentence, words: ReadonlySet<string>): boolean => conversation.tokens.slice(sentence.from, sentence.to).some((t) => words.has(t.text));

/**
 * When a promised thing is due: said in its own part of the sentence, before it, in the sentences that follow, or agreed in the next turns.
 * @param others cues of other promises: what stands with them belongs to them.
 */
export function dueOfPromise(reading: Reading, cue: Cue, others: readonly Cue[]): Due | null {
  const { conversation } = reading;
  let due = ownDue(reading, cue, others);
  if (!due && !others.some((o) => o.sentence === cue.sentence && o !== cue)) due = justSaid(reading, cue);
  else if (due && due.phrase.day === null && due.phrase.inMinutes === null) due = onTheDaySaid(reading, cue, due);
  // A later promise in the same sentence has the time that follows.
  if (others.some((o) => o.sentence === cue.sentence && o.from >= cue.to)) return due;
  for (const sentence of conversation.sentences.slice(cue.sentence.index + 1, cue.sentence.index + 1 + WITHIN)) {
    if (others.some((o) => o.sentence === sentence)) break;
    const isShort = sentence.to - sentence.from <= SHORT;
    if (says(conversation, sentence, OVER) || isDone(conversation, sentence) || (sentence.speaker === 'customer' && !isShort)) continue;
    for (const phrase of phrasesOf(conversation, sentence)) {
      if (due) due = refined(reading, due, phrase) ?? due;
      else if (isShort ? sentence.utterance !== cue.sentence.utterance || says(conversation, sentence, POINTS) : sentence.utterance === cue.sentence.utterance && says(conversation, sentence, POINTS)) due = resolved(reading, phrase);
    }
    due = due ? (bareHour(reading, due, sentence) ?? due) : due;
  }
  return due;
}

/** "I'll ring you then." */
const pointsBack = (conversation: Conversation, cue: Cue): boolean =>
  conversation.tokens
    .slice(cue.to, cue.sentence.to)
    .some((t, i, after) => (t.text === 'then' && (i === after.length - 1 || after[i + 1]?.afterPause === true)) || (t.text === 'as' && after[i + 1]?.text === 'soon' && /^(?:he|she|they|it)$/.test(after[i + 3]?.text ?? '')));

/** The time that was spoken of just before. */
function lastSaid(reading: Reading, sentence: Sentence): Due | null {
  for (const earlier of reading.conversation.sentences.slice(Math.max(0, sentence.index - 4), sentence.index).reverse()) {
    for (const phrase of [...phrasesOf(reading.conversation, earlier)].reverse()) {
      const due = resolved(reading, phrase);
      if (due) return due;
    }
  }
  return null;
}

/** "It'll be in your inbox tonight. I'll send it as soon as it's signed." */
function justSaid(reading: Reading, cue: Cue): Due | null {
  const before = reading.conversation.sentences[cue.sentence.index - 1];
  if (!before || before.utterance !== cue.sentence.utterance || !says(reading.conversation, before, AHEAD) || says(reading.conversation, before, OVER)) return null;
  return phrasesOf(reading.conversation, before).flatMap((phrase) => resolved(reading, phrase) ?? [])[0] ?? null;
}
const AHEAD = new Set(['will', 'shall', 'by']);

/** "Next Wednesday? I can be there at half past nine": the hour is of the day spoken of. */
function onTheDaySaid(reading: Reading, cue: Cue, due: Due): Due {
  for (const earlier of reading.conversation.sentences.slice(Math.max(0, cue.sentence.index - 2), cue.sentence.index).reverse()) {
    if (says(reading.conversation, earlier, OVER)) continue;
    const day = phrasesOf(reading.conversation, earlier).find((p) => p.day !== null && p.time === null);
    const merged = day && resolved(reading, { ...due.phrase, day: day.day });
    if (merged) return { phrase: due.phrase, date: merged.date };
  }
  return due;
}

/** The time that stands in the cue's own part of its sentence; `others` are what else is said there. */
export function ownDue(reading: Reading, cue: Cue, others: readonly Cue[]): Due | null {
  const { conversation } = reading;
  const mates = others.filter((o) => o.sentence === cue.sentence && o !== cue);
  const end = Math.min(cue.sentence.to, ...mates.filter((o) => o.from >= cue.to).map((o) => o.from));
  const begin = Math.max(cue.sentence.from, ...mates.filter((o) => o.to <= cue.from).map((o) => o.to));
  const phrases = phrasesOf(conversation, cue.sentence);
  const own = phrases.filter((p) => p.from >= cue.from && p.from < end);
  const before = phrases.filter((p) => p.to <= cue.from && p.from >= begin);
  const inherited = mates.some((o) => o.to <= cue.from) ? phrases.filter((p) => p.to <= begin + 12 && p.to <= cue.from) : [];
  let due: Due | null = null;
  if (phrases.length === 0 && pointsBack(conversation, cue)) return lastSaid(reading, cue.sentence);
  for (const phrase of [...own, ...[...before].reverse(), ...[...inherited].reverse()]) {
    if (!due) due = resolved(reading, phrase);
    else if (own.includes(phrase)) due = refined(reading, due, phrase) ?? due;
  }
  // "Next Wednesday in the morning, I can be there at half past nine."
  const isOver = conversation.tokens.slice(begin, cue.from).some((t) => OVER.has(t.text));
  const day = due && !isOver && due.phrase.day === null && due.phrase.time !== null ? before.findLast((phrase) => phrase.day !== null && phrase.time === null) : undefined;
  const onThatDay = due && day ? resolved(reading, { ...due.phrase, day: day.day }) : null;
  return due && onThatDay ? { phrase: due.phrase, date: onThatDay.date } : due;
}

/** "Let's say eleven": an hour alone, once the day is known. */
function bareHour(reading: Reading, due: Due, sentence: Sentence): Due | null {
  if (isPrecise(due) || sentence.to - sentence.from > 6) return null;
  const [phrase] = timePhrases(reading.conversation, sentence, true);
  return phrase && phrase.time !== null ? refined(reading, due, phrase) : null;
}

/** The time as an event carries it. */
export function spokenTime({ conversation, call }: Reading, due: Due): SpokenTime {
  return { at: due.date.dueAt, iso: due.date.iso, timeZone: call.timeZone, phrase: wordsAsWritten(conversation, due.phrase.from, due.phrase.to) };
}

export function dateEntity({ conversation }: Reading, { phrase, date }: Due): Entity {
  return { kind: 'date', value: date.iso, party: null, text: wordsAsWritten(conversation, phrase.from, phrase.to), utteranceId: conversation.utterances[phrase.sentence.utterance]?.id ?? '' };
}
