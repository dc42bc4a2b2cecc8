import type { SpeakerRole, Utterance } from '@callmesh/contracts';
import type { Span } from './spans.js';

/** All that one side says until the other takes over. */
export interface Turn extends Span {
  readonly speaker: SpeakerRole;
  readonly words: number;
}

/** Breaths inside a turn. */
const BREATH_MS = 1_500;
/** Shorter or fewer than this is a "mm-hm" that leaves the other the floor. */
const BACKCHANNEL_MS = 800;
const BACKCHANNEL_WORDS = 3;
/** Speakers meet at every change of turn; so much overlap is none. */
const TOUCH_MS = 250;

/** Letters and digits begin a word, blanks end it; ASCII is decided without asking what a blank is. */
const begins = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code >= 0xc0;
const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || (code >= 0xa0 && /\s/.test(String.fromCharCode(code)));

/** Words of a text: what no blank parts, counted from its first letter or digit. */
export function wordsIn(text: string): number {
  let words = 0;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inside) inside = !isBlank(code);
    else if (begins(code)) [inside, words] = [true, words + 1];
  }
  return words;
}

/** Turns in order of start; the other side's talk ends one. */
export function turnsOf(utterances: readonly Utterance[]): Turn[] {
  const turns: { speaker: SpeakerRole; start: number; end: number; words: number }[] = [];
  for (const { speaker, startMs, endMs, text } of [...utterances].sort((a, b) => a.startMs - b.startMs)) {
    const last = turns.at(-1);
    if (last?.speaker === speaker && startMs - last.end <= BREATH_MS) {
      last.end = Math.max(last.end, endMs);
      last.words += wordsIn(text);
    } else turns.push({ speaker, start: startMs, end: endMs, words: wordsIn(text) });
  }
  return turns;
}

/** How often each side began while the other was speaking, and went on; a "mm-hm" is none. */
export function interruptionsOf(turns: readonly Turn[]): Map<SpeakerRole, number> {
  const counts = new Map<SpeakerRole, number>();
  turns.forEach((turn, index) => {
    if (turn.end - turn.start < BACKCHANNEL_MS || turn.words < BACKCHANNEL_WORDS) return;
    const cutShort = turns.slice(Math.max(0, index - 4), index).some((other) => other.speaker !== turn.speaker && other.start < turn.start && other.end - turn.start >= TOUCH_MS && turn.end > other.end);
    if (cutShort) counts.set(turn.speaker, (counts.get(turn.speaker) ?? 0) + 1);
  });
  return counts;
}
