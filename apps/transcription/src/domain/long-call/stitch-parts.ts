import type { SpeechSegment, SpokenWord, VoicePrint } from '../../ports/speech.port.js';
import type { HeardChannel, HeardSound } from '../heard-sound.js';
import { matchVoices, renumberVoices } from '../voices/match-voices.js';
import { alignWords, type Timed } from './align-words.js';

/** A part of a long call. Parts overlap: each goes on beyond the cuts at its ends. */
export interface HeardPart {
  readonly sound: HeardSound;
  /** The cut at its beginning; 0 for the first. */
  readonly fromMs: number;
}

/** Around a cut that lies in silence nobody has a word. */
const CLEAR_MS = 120;

/** A word, and the segment it came in. */
interface Unit extends Timed {
  readonly segment: SpeechSegment;
  /** Null when the engine gives no words: then the unit is the whole segment. */
  readonly word: SpokenWord | null;
}

/** One conversation of its parts: every word once, in order, at its time. */
export function stitchParts(parts: readonly HeardPart[], overlapMs: number): HeardSound {
  const [first] = parts;
  if (!first) throw new Error('a call without parts cannot be stitched');
  const channels = [...new Set(parts.flatMap(({ sound }) => sound.channels.map(({ channel }) => channel)))].sort((a, b) => a - b);
  const spoken = parts.map(({ sound }) => sound.speechMs);
  return {
    model: parts.map(({ sound }) => sound.model).find((model) => model !== '') ?? '',
    language: parts.map(({ sound }) => sound.language).find((language) => language !== null) ?? null,
    durationMs: Math.max(...parts.map(({ sound }) => sound.durationMs)),
    speechMs: spoken.every((ms) => ms === null) ? null : spoken.reduce<number>((sum, ms) => sum + (ms ?? 0), 0),
    channels: channels.map((channel) => stitchChannel(parts, channel, overlapMs)),
  };
}

function stitchChannel(parts: readonly HeardPart[], channel: number, overlapMs: number): HeardChannel {
  const heard = parts.map(({ sound, fromMs }) => ({ fromMs, of: sound.channels.find((one) => one.channel === channel) }));
  let units: Unit[] = [];
  let voices: readonly VoicePrint[] = [];
  for (const [index, { fromMs, of }] of heard.entries()) {
    const matched = matchVoices(voices, of?.voices ?? []);
    voices = matched.voices;
    const next = renumberVoices(of?.segments ?? [], matched.numbers).flatMap(unitsOf);
    units = index === 0 ? next : join(units, next, fromMs, overlapMs);
  }
  return { channel, isMixed: heard.some(({ of }) => of?.isMixed), segments: segmentsOf(units), voices };
}

/** What was heard before a cut, and what was heard after it. Both heard the stretch around the cut: words that both have there tell where one goes over into the other. */
function join(before: readonly Unit[], after: readonly Unit[], cutMs: number, overlapMs: number): Unit[] {
  const crosses = (unit: Unit): boolean => unit.startMs < cutMs + CLEAR_MS && unit.endMs > cutMs - CLEAR_MS;
  if (!before.some(crosses) && !after.some(crosses)) return [...before.filter((unit) => middleOf(unit) < cutMs), ...after.filter((unit) => middleOf(unit) >= cutMs)];
  const left = before.findIndex((unit) => unit.endMs >= cutMs - overlapMs);
  const shared = left < 0 ? [] : before.slice(left);
  const rightEnd = after.findIndex((unit) => unit.startMs > cutMs + overlapMs);
  const pairs = alignWords(shared, rightEnd < 0 ? after : after.slice(0, rightEnd));
  const distance = ([i]: [number, number]): number => Math.abs((shared[i]?.startMs ?? 0) - cutMs);
  const nearest = pairs.reduce<[number, number] | undefined>((best, pair) => (best === undefined || distance(pair) < distance(best) ? pair : best), undefined);
  if (nearest) return [...before.slice(0, left + nearest[0] + 1), ...after.slice(nearest[1] + 1)];
  return apart(before.filter((unit) => middleOf(unit) < cutMs), after.filter((unit) => middleOf(unit) >= cutMs));
}

/** Nothing was heard alike. A word across the cut that one heard earlier and the other later is still one word. */
function apart(before: readonly Unit[], after: readonly Unit[]): Unit[] {
  const [last, first] = [before.at(-1), after[0]];
  if (!last || !first) return [...before, ...after];
  const shared = Math.min(last.endMs, first.endMs) - Math.max(last.startMs, first.startMs);
  const isOne = shared > 0.5 * Math.min(last.endMs - last.startMs, first.endMs - first.startMs);
  return [...before, ...(isOne ? after.slice(1) : after)];
}

const middleOf = ({ startMs, endMs }: Timed): number => (startMs + endMs) / 2;

function unitsOf(segment: SpeechSegment): Unit[] {
  if (segment.words.length === 0) return [{ text: segment.text, startMs: segment.startMs, endMs: segment.endMs, segment, word: null }];
  return segment.words.map((word) => ({ text: word.text, startMs: word.startMs, endMs: word.endMs, segment, word }));
}

/** Segments again. One that a join has shortened says only the words that are left of it. */
function segmentsOf(units: readonly Unit[]): SpeechSegment[] {
  const segments: SpeechSegment[] = [];
  for (let at = 0; at < units.length; ) {
    const { segment } = units[at] as Unit;
    let end = at + 1;
    while (units[end]?.segment === segment) end += 1;
    const words = units.slice(at, end).flatMap(({ word }) => word ?? []);
    const isWhole = words.length === segment.words.length;
    segments.push(isWhole ? segment : { ...segment, words, text: words.map(({ text }) => text).join(' '), startMs: words[0]?.startMs ?? segment.startMs, endMs: words.at(-1)?.endMs ?? segment.endMs });
    at = end;
  }
  return segments;
}
