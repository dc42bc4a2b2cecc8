import { competitorsInvalid } from '../extraction.errors.js';
import { isCommonWord } from '../language/common-words.js';
import { readConversation, type Conversation, type Sentence } from '../language/tokens.js';
import type { CompetitorList } from './competitor-list.js';
import type { KnownPlace } from './known-place.js';
import { soundingNames, type SaidName } from './sounding-competitors.js';

/** A tenant's list of competitors, ready to be looked for. */
export interface KnownCompetitors {
  /** The competitor that these words name, or sound like, where a competitor is spoken of; null when they name none of the list. */
  named(words: readonly string[]): string | null;
  /** Every place where one is named, in order. */
  placesIn(conversation: Conversation): KnownPlace[];
}

interface Variant {
  readonly competitor: string;
  readonly said: string;
  /** A single everyday word: "Three", "Orange". */
  readonly isEveryday: boolean;
}

/** The words of a name as the rules see them. */
const wordsOf = (text: string): string[] => readConversation([{ id: 'name', speaker: 'unknown', channel: null, text, startMs: 0, endMs: 0, confidence: null, words: [] }]).tokens.map((t) => t.text);
const joined = (words: readonly string[]): string => words.join('');

/** Written large inside a sentence, as a recogniser writes names. */
function isWrittenLarge({ utterances, tokens }: Conversation, sentence: Sentence, from: number): boolean {
  const token = tokens[from];
  return token !== undefined && from > sentence.from && /^\p{Lu}/u.test(utterances[token.utterance]?.text.slice(token.start) ?? '');
}

/**
 * Compiles a list. Names are compared by their letters, so that "north wind" is Northwind; a single everyday word counts only where it is written large.
 * @throws DomainError COMPETITORS.INVALID for a name without words, and for words that would name two companies.
 */
export function knownCompetitors({ competitors }: CompetitorList): KnownCompetitors {
  const variants = new Map<string, Variant>();
  const said: SaidName[] = [];
  let longest = 0;
  for (const { name, spoken } of competitors) {
    for (const form of [name, ...spoken]) {
      const words = wordsOf(form);
      const key = joined(words);
      if (key === '') throw competitorsInvalid(`“${form}” of ${name} holds no word that can be heard`);
      const known = variants.get(key);
      if (known && known.competitor !== name) throw competitorsInvalid(`“${form}” would name ${known.competitor} and ${name}`);
      if (!known) variants.set(key, { competitor: name, said: form, isEveryday: words.length === 1 && words.every((word) => isCommonWord(word) || /^\d+$/.test(word)) });
      said.push({ competitor: name, words });
      // A word that is written in one may be heard in two.
      longest = Math.max(longest, words.length + 1);
    }
  }
  const sounding = soundingNames(said);
  const placesIn = (conversation: Conversation): KnownPlace[] => {
    const places: KnownPlace[] = [];
    for (const sentence of conversation.sentences) {
      for (let from = sentence.from; from < sentence.to; ) {
        const found = longestAt(conversation, sentence, from);
        if (found) places.push(found);
        from = found ? found.to : from + 1;
      }
    }
    const heard = sounding.placesIn(conversation).filter((place) => places.every((known) => place.to <= known.from || place.from >= known.to));
    return [...places, ...heard].sort((a, b) => a.from - b.from);
  };
  const longestAt = (conversation: Conversation, sentence: Sentence, from: number): KnownPlace | null => {
    for (let to = Math.min(sentence.to, from + longest); to > from; to -= 1) {
      const variant = variants.get(joined(conversation.tokens.slice(from, to).map((t) => t.text)));
      if (variant && (!variant.isEveryday || isWrittenLarge(conversation, sentence, from))) return { competitor: variant.competitor, sentence, from, to, alike: 1, isSure: true };
    }
    return null;
  };
  return { named: (words) => variants.get(joined(words))?.competitor ?? sounding.named(words), placesIn };
}
