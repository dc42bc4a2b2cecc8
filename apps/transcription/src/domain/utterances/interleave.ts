import type { SpeakerRole, Utterance, Word } from '@callmesh/contracts';
import type { SpeechSegment } from '../../ports/speech.port.js';

/** What was heard of one speaker: on a channel of their own, or as one of the voices of a channel. */
export interface ChannelSpeech {
  readonly channel: number;
  readonly speaker: SpeakerRole;
  readonly segments: readonly SpeechSegment[];
}

/** Silence that ends an utterance. */
const PAUSE_MS = 1200;
/** Numbers are read out with long pauses; a card number in two utterances would be two harmless numbers to redaction. */
const PAUSE_WITHIN_NUMBER_MS = 6000;
/** The other one spoke in a gap at least this long: whoever goes on begins anew. */
const GAP_MS = 250;
/** A monologue is cut at the end of its sentence after so long, so that a quote stays a quote. */
const LONG_MS = 20_000;

interface Unit {
  readonly speech: ChannelSpeech;
  readonly segment: SpeechSegment;
  readonly word: Word;
}

/**
 * Utterances of all speakers in order of time. An utterance ends at a pause, where another speaks in between, and at the end of a
 * sentence when it grows long. Times are in ms from the start of the recording.
 */
export function interleave(channels: readonly ChannelSpeech[]): Utterance[] {
  const units = channels.flatMap(unitsOf).sort((a, b) => a.word.startMs - b.word.startMs || a.speech.channel - b.speech.channel);
  const open = new Map<ChannelSpeech, Unit[]>();
  const finished: Unit[][] = [];
  const lastStart = new Map<ChannelSpeech, number>();
  for (const unit of units) {
    const { speech } = unit;
    const current = open.get(speech);
    if (current && continues(current, unit, otherSpokeSince(lastStart, speech))) current.push(unit);
    else {
      if (current) finished.push(current);
      open.set(speech, [unit]);
    }
    lastStart.set(speech, unit.word.startMs);
  }
  return [...finished, ...open.values()]
    .sort((a, b) => startOf(a) - startOf(b) || channelOf(a) - channelOf(b))
    .map((said, index) => toUtterance(said, `u${index + 1}`));
}

function unitsOf(speech: ChannelSpeech): Unit[] {
  return speech.segments.flatMap((segment) => {
    const whole: Word = { text: segment.text, startMs: segment.startMs, endMs: segment.endMs, confidence: probabilityOf(segment) };
    const words = segment.words.map(({ text, startMs, endMs, probability }) => ({ text, startMs, endMs, confidence: probability }));
    return (words.length > 0 ? words : [whole]).map((word) => ({ speech, segment, word }));
  });
}

const probabilityOf = ({ logProbability }: SpeechSegment): number | null => (logProbability === null ? null : Math.min(1, Math.exp(logProbability)));

/** When anybody else last began a word. */
function otherSpokeSince(lastStart: ReadonlyMap<ChannelSpeech, number>, speech: ChannelSpeech): number {
  return Math.max(-Infinity, ...[...lastStart].filter(([other]) => other !== speech).map(([, start]) => start));
}

function continues(current: readonly Unit[], next: Unit, otherStartedAt: number): boolean {
  const last = current.at(-1)?.word;
  if (!last) return false;
  const gap = next.word.startMs - last.endMs;
  if (gap > (endsInDigit(last.text) && startsWithDigit(next.word.text) ? PAUSE_WITHIN_NUMBER_MS : PAUSE_MS)) return false;
  if (gap >= GAP_MS && otherStartedAt >= last.endMs - 100) return false;
  return !(next.word.endMs - startOf(current) > LONG_MS && /[.?!]["')]?$/.test(last.text));
}

const endsInDigit = (text: string): boolean => /\d[.,-]?$/.test(text);
const startsWithDigit = (text: string): boolean => /^\d/.test(text);
const startOf = (units: readonly Unit[]): number => units[0]?.word.startMs ?? 0;
const channelOf = (units: readonly Unit[]): number => units[0]?.speech.channel ?? 0;

function toUtterance(units: readonly Unit[], id: string): Utterance {
  const probabilities = units.map(({ word }) => word.confidence).filter((value) => value !== null);
  return {
    id,
    speaker: units[0]?.speech.speaker ?? 'unknown',
    channel: channelOf(units),
    text: textOf(units),
    startMs: startOf(units),
    endMs: Math.max(...units.map(({ word }) => word.endMs)),
    confidence: probabilities.length > 0 ? probabilities.reduce((sum, value) => sum + value, 0) / probabilities.length : null,
    words: units.filter(({ segment }) => segment.words.length > 0).map(({ word }) => word),
  };
}

/** A segment that is whole keeps the engine's own spelling (`e-mail` is two words to some engines); of a part there are only the words. */
function textOf(units: readonly Unit[]): string {
  const parts: string[] = [];
  for (let at = 0; at < units.length; ) {
    const segment = units[at]?.segment;
    let end = at;
    while (units[end]?.segment === segment) end += 1;
    const run = units.slice(at, end);
    parts.push(segment && run.length === Math.max(1, segment.words.length) ? segment.text : run.map(({ word }) => word.text).join(' '));
    at = end;
  }
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}
