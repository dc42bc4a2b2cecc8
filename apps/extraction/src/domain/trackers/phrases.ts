import type { SpeakerRole } from '@callmesh/contracts';
import { timesOf, wordsAsWritten } from '../language/evidence.js';
import { readConversation, type Conversation } from '../language/tokens.js';
import type { TrackerSpeaker } from './tracker-definition.js';

/** A phrase, read as the call is read. */
export type Phrase = readonly ((word: string) => boolean)[];

/** Where something was said. */
export interface Place {
  /** Token range. */
  readonly from: number;
  readonly to: number;
  readonly speaker: SpeakerRole;
  readonly startMs: number;
  readonly endMs: number;
}

/** What one speaker says without the other taking over. */
export interface Turn {
  readonly speaker: SpeakerRole;
  readonly from: number;
  readonly to: number;
}

/** @throws Error when nothing of the phrase is a word. */
export function readPhrase(text: string): Phrase {
  const words = text.split(/\s+/).flatMap((part): ((word: string) => boolean)[] => {
    const { tokens } = readConversation([{ id: 'u1', speaker: 'unknown', channel: null, text: part.replace(/\*$/, ''), startMs: 0, endMs: 0, confidence: null, words: [] }]);
    return tokens.map(({ text: wanted }, at) => (part.endsWith('*') && at === tokens.length - 1 ? (word) => word.startsWith(wanted) : (word) => word === wanted));
  });
  if (words.length === 0) throw new Error(`"${text}" holds no word that a transcript keeps`);
  return words;
}

export function turnsOf(conversation: Conversation): Turn[] {
  const turns: Turn[] = [];
  for (const { speaker, from, to } of conversation.sentences) {
    const last = turns.at(-1);
    if (last?.speaker === speaker) turns[turns.length - 1] = { ...last, to };
    else turns.push({ speaker, from, to });
  }
  return turns;
}

/** Somebody whom the engine could not name may be anybody. */
export const mayBe = (wanted: TrackerSpeaker, speaker: SpeakerRole): boolean => wanted === 'any' || speaker === wanted;

/** Every place where a phrase is said within a turn, with the times of its words. */
export function placesOf(conversation: Conversation, turns: readonly Turn[], phrase: Phrase, speaker: TrackerSpeaker): Place[] {
  return turns.filter((turn) => mayBe(speaker, turn.speaker)).flatMap((turn) => {
    const found: Place[] = [];
    for (let at = turn.from; at + phrase.length <= turn.to; at += 1) {
      if (phrase.every((is, i) => is(conversation.tokens[at + i]?.text ?? ''))) found.push(placeAt(conversation, at, at + phrase.length, turn.speaker));
    }
    return found;
  });
}

export function placeAt(conversation: Conversation, from: number, to: number, speaker: SpeakerRole): Place {
  const [first, last] = [conversation.tokens[from], conversation.tokens[to - 1]];
  const [opens, closes] = [conversation.utterances[first?.utterance ?? -1], conversation.utterances[last?.utterance ?? -1]];
  if (!first || !last || !opens || !closes) throw new Error(`no tokens ${from} to ${to} in this conversation`);
  return { from, to, speaker, startMs: timesOf(opens, first.start, first.end).startMs, endMs: timesOf(closes, last.start, last.end).endMs };
}

/** A place as it is stored and shown, in the transcript's own characters. */
export interface Hit {
  readonly utteranceId: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly quote: string;
  readonly speaker: SpeakerRole;
}

export const hitAt = (conversation: Conversation, { from, to, startMs, endMs, speaker }: Place): Hit => ({
  utteranceId: conversation.utterances[conversation.tokens[from]?.utterance ?? -1]?.id ?? '',
  startMs,
  endMs,
  quote: wordsAsWritten(conversation, from, to),
  speaker,
});
