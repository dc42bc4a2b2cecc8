import type { Reading } from '../finding.js';
import { isCommonWord } from '../language/common-words.js';
import { nameAt, nameBefore, namesIn, type SpokenName } from '../language/names.js';
import type { Conversation, Sentence } from '../language/tokens.js';
import { activeCues } from '../rules/active-cues.js';
import type { Cue } from '../rules/cue.js';
import { ownNames } from './own-names.js';

/** A company's name where words around it say that it is a competitor's. */
export interface RuledMention {
  readonly name: SpokenName;
  readonly sentence: Sentence;
  readonly relation: string;
  readonly points: number;
  /** As the tenant's list writes it; null of a name that only the words around it tell. */
  readonly listed: string | null;
}

/** What a person says who names where they are now. */
const AT_PRESENT = /^(?:now|currently|moment|today|present|presently|already)$/;
const PRESENT_WITHIN = 4;

function saysNow(conversation: Conversation, name: SpokenName, cue: Cue): boolean {
  const words = [...conversation.tokens.slice(cue.from, cue.to), ...conversation.tokens.slice(name.to, Math.min(cue.sentence.to, name.to + PRESENT_WITHIN))];
  return words.some((t) => AT_PRESENT.test(t.text));
}

/** Words of a comparison of prices or goods. */
const PRICED = new Set(['provider', 'supplier', 'contract', 'tariff', 'competitor', 'competitors', 'complicated', 'switch', 'switching', 'switched', 'less', 'cheaper', 'dearer', 'same', 'free', 'price', 'prices', 'pay', 'pays', 'paid', 'paying', 'month', 'cost', 'costs', 'charges', 'stock', 'compare', 'compared', 'alternative', 'rival', 'rivals', 'leave', 'leaving', 'shop', 'around', 'provider', 'cheap', 'cheapest', 'thousand', 'hundred', 'match', 'beat', 'pounds', 'dollars', 'quid', 'bucks', 'euros', 'percent', 'half', 'deal', 'offer', 'offered', 'quote', 'quoted', 'better', 'instead', 'sale', 'charge', 'rate', 'discount', 'too', 'as', 'well', 'either', 'also', 'instead', 'last', 'until', 'before']);
const SHORT = 8;

/** Whether prices, goods or suppliers are weighed against each other here. */
const isTradeTalk = (conversation: Conversation, cue: Cue): boolean =>
  conversation.sentences
    .slice(Math.max(0, cue.sentence.index - 1), cue.sentence.index + 2)
    .filter((s) => s.speaker === cue.sentence.speaker)
    .some((s) => conversation.tokens.slice(s.from, s.to).some((t) => PRICED.has(t.text)));

/** "Had Northwind on the phone", "used Northwind before". */
const OFFERING = /^(?:on the phone|round|in (?:last|to|yesterday|and|for|as)|out (?:to|for|last)|before|previously|first|now|in the end|and bought|and that|until|quote|quoted|doing|for (?:years|ages|the last)|last time|at my last|at the old|offering|(?:this|yesterday|today|earlier) \p{L}* ?and|and they (?:can|could|will|would|do|quoted|said)|and (?:they|it) (?:was|were|had|never|did)|(?:they|who) (?:have|has|had|got|do|sell|stock) (?:it|them|one|some|this|that|those|loads|plenty|the)$|in \p{L}+ they$)/u;

/** A reply names the firm first: also written small, after "um" or "it is". */
function namedFirst(conversation: Conversation, reply: Sentence): SpokenName[] {
  const [large] = namesIn(conversation, reply.from, reply);
  if (large) return [large];
  const start = conversation.tokens.findIndex((t, i) => i >= reply.from && !/^(?:it|is|was|with|at|so|oh|well|the|i|am|we|are|currently|just|yeah|from)$/.test(t.text));
  const small = start >= reply.from && start < reply.to ? nameAt(conversation, start, reply, true) : null;
  return small ? [small] : [];
}

/** Without words of its own around it: no thing with an article, nobody who is talked to, nothing of which much is unsure. */
function isLikeAFirm({ tokens }: Conversation, name: SpokenName): boolean {
  const before = tokens[name.from - 1]?.text ?? '';
  return !tokens.slice(name.from, name.to).some((t) => isCommonWord(t.text)) && !/^(?:the|a|an|my|your|our|this|that|his|her|their|in|to|called|named|on|hi|hello|thanks|sorry|okay|yes|no)$/.test(before) && !(tokens[name.to]?.sentence !== tokens[name.from]?.sentence && tokens[name.from]?.afterPause === true);
}

/** Names that stand where the cue says that a competitor's name stands. */
function namesOf(conversation: Conversation, cue: Cue): SpokenName[] {
  const one = (name: SpokenName | null): SpokenName[] => (name ? [name] : []);
  switch (cue.role) {
    case 'next':
      return withFurther(conversation, cue, one(nameAt(conversation, cue.to, cue.sentence, cue.weight >= 2.3)));
    case 'next-now':
      return one(nameAt(conversation, cue.to, cue.sentence, true)).filter((name) => saysNow(conversation, name, cue));
    case 'next-price':
      return one(nameAt(conversation, cue.to, cue.sentence, false)).filter(() => isTradeTalk(conversation, cue));
    case 'next-then':
      return one(nameAt(conversation, cue.to, cue.sentence, true)).filter((name) => OFFERING.test(conversation.tokens.slice(name.to, Math.min(name.to + 3, cue.sentence.to)).map((t) => t.text).join(' ')));
    case 'next-instead':
      return one(nameAt(conversation, cue.to, cue.sentence, true)).filter((name) => /^(?:instead|then|if|because|or|and|next|after|for)?$/.test(conversation.tokens.slice(name.to, Math.min(name.to + 1, cue.sentence.to))[0]?.text ?? ''));
    case 'answer': {
      const reply = conversation.sentences[cue.sentence.index + 1];
      return reply && reply.speaker !== cue.speaker && reply.to - reply.from <= SHORT ? namedFirst(conversation, reply) : [];
    }
    case 'before':
      return one(nameBefore(conversation, cue.from, cue.sentence, cue.weight >= 2.4, cue.rule.id === 'a-customer-of-theirs'));
    case 'near':
      return namesIn(conversation, cue.sentence.from, cue.sentence).filter((name) => isLikeAFirm(conversation, name));
    case 'list': {
      const next = conversation.sentences[cue.sentence.index + 1];
      const here = namesIn(conversation, cue.to, cue.sentence);
      const there = next && next.speaker === cue.sentence.speaker && conversation.tokens[cue.to - 1]?.text !== 'you' ? namesIn(conversation, next.from, next) : [];
      return [...here, ...there];
    }
    default:
      return [];
  }
}

/** "Cheaper than Halo or Nimbus": what is listed with a name is one too. */
function withFurther(conversation: Conversation, cue: Cue, names: readonly SpokenName[]): SpokenName[] {
  const [first] = names;
  if (!first) return [];
  const further = namesIn(conversation, first.to, cue.sentence).filter((name) => {
    const between = conversation.tokens.slice(first.to, name.from).map((t) => t.text);
    return between.length <= 2 && between.every((w) => w === 'and' || w === 'or' || w === 'the');
  });
  return [first, ...further];
}

// Problems and competitors ask for the same mentions.
const read = new WeakMap<Reading, readonly RuledMention[]>();

/** Every name of which a rule of the pack says that it is a competitor's. */
export function ruledMentions(reading: Reading): readonly RuledMention[] {
  const known = read.get(reading);
  if (known) return known;
  const found = find(reading);
  read.set(reading, found);
  return found;
}

function find(reading: Reading): RuledMention[] {
  const { conversation, packs } = reading;
  const own = ownNames(conversation);
  return activeCues(conversation, packs.competitor, packs).flatMap((cue) =>
    namesOf(conversation, cue).flatMap((name): RuledMention[] => {
      const words = conversation.tokens.slice(name.from, name.to).map((t) => t.text);
      // Its first word is its own; "bank" and "energy" are shared with those on the line.
      if (own.has(words[0] ?? '') || words.some((w) => /\[/.test(w))) return [];
      const doubts = (name.isSmall ? 0.5 : 0) + (cue.speaker === 'unknown' ? 0.5 : 0) + (cue.speaker === 'agent' && !cue.sentence.question ? 0.6 : 0) + (name.from === cue.sentence.from && !name.isSmall && words.length === 1 ? 0.2 : 0);
      return [{ name, sentence: cue.sentence, relation: cue.tag ?? 'other', points: cue.weight - doubts, listed: reading.competitors?.named(words) ?? null }];
    }),
  );
}
