import type { SpeakerRole, SpeakerTalk, TalkMetrics, Utterance } from '@callmesh/contracts';
import { holdsOf } from './holds.js';
import { gaps, lengthOf, merge, type Span } from './spans.js';
import { interruptionsOf, turnsOf, wordsIn } from './turns.js';

/** Between two words of one speaker: no silence yet. */
const BETWEEN_WORDS_MS = 300;
const ENOUGH_WORDS = 10;
const SIDES: readonly SpeakerRole[] = ['agent', 'customer', 'unknown'];

const timed = (span: Span): boolean => span.start >= 0 && span.end > span.start;

function spansOf(utterance: Utterance, basis: 'words' | 'utterances'): Span[] {
  const span = (s: { startMs: number; endMs: number }): Span => ({ start: Math.round(s.startMs), end: Math.round(s.endMs) });
  return basis === 'utterances' ? [span(utterance)] : merge(utterance.words.map(span).filter(timed), BETWEEN_WORDS_MS);
}

/** Times of every word, or else of every utterance; a call where nobody knows when anything was said has none. */
function basisOf(utterances: readonly Utterance[]): 'words' | 'utterances' | null {
  const said = utterances.filter((u) => wordsIn(u.text) > 0);
  if (said.length === 0) return null;
  if (said.every((u) => u.words.some((w) => timed({ start: w.startMs, end: w.endMs })))) return 'words';
  return said.every((u) => timed({ start: u.startMs, end: u.endMs })) ? 'utterances' : null;
}

/**
 * Who spoke how much. `silence = duration − (all talk − overlap)`, and the shares add up to 1.
 * @param durationMs length of the recording; what was said later than that makes it longer.
 * @returns null when the transcript has no times.
 */
export function talkMetrics(utterances: readonly Utterance[], durationMs: number): TalkMetrics | null {
  const basis = basisOf(utterances);
  if (basis === null) return null;
  const sides = SIDES.map((speaker) => ({ speaker, own: utterances.filter((u) => u.speaker === speaker && wordsIn(u.text) > 0) })).filter(({ own }) => own.length > 0);
  const talk = sides.map(({ own }) => merge(own.flatMap((u) => spansOf(u, basis))));
  const spoken = merge(talk.flat());
  const duration = Math.max(Math.round(durationMs), spoken.at(-1)?.end ?? 0);
  const silences = gaps(spoken, duration);
  const total = talk.reduce((sum, spans) => sum + lengthOf(spans), 0);
  const turns = turnsOf(sides.flatMap(({ own }) => own));
  const interruptions = interruptionsOf(turns);
  const speakers = sides.map(({ speaker, own }, at): SpeakerTalk => {
    const talkMs = lengthOf(talk[at] ?? []);
    const words = own.reduce((sum, u) => sum + wordsIn(u.text), 0);
    return {
      speaker,
      talkMs,
      share: total === 0 ? 0 : talkMs / total,
      words,
      wordsPerMinute: words < ENOUGH_WORDS || talkMs === 0 ? null : Math.round((words / talkMs) * 600_000) / 10,
      interruptions: interruptions.get(speaker) ?? 0,
      longestTurnMs: Math.max(0, ...turns.filter((t) => t.speaker === speaker).map((t) => t.end - t.start)),
    };
  });
  return { basis, speakers, silenceMs: lengthOf(silences), longestSilenceMs: Math.max(0, ...silences.map((s) => s.end - s.start)), overlapMs: total - lengthOf(spoken), ...holdsOf(utterances, silences) };
}
