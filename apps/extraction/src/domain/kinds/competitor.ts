import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { nameAt, nameBefore, namesIn, type SpokenName } from '../language/names.js';
import { isCommonWord } from '../language/common-words.js';
import { isFirstName } from '../language/no-firms.js';
import type { Conversation, Sentence } from '../language/tokens.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { unclearWords } from '../rules/penalties.js';

interface Mention {
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

/** Words of a greeting that name the firm and the agent: what is on the line is no competitor of itself. */
function ownNames(conversation: Conversation): ReadonlySet<string> {
  const firstReply = conversation.sentences.find((s) => s.speaker === 'customer')?.index ?? 1;
  const opening = conversation.sentences.find((s) => s.speaker === 'agent')?.utterance;
  const greeting = conversation.sentences.filter((s) => s.speaker !== 'customer' && (s.index < Math.max(2, firstReply) || s.utterance === opening));
  const own = new Set(greeting.flatMap((s) => conversation.tokens.slice(s.from, s.to).map((t) => t.text)));
  for (const s of conversation.sentences) for (const name of introduced(conversation, s)) own.add(name);
  return own;
}

/** Sentences of a side in which it says who it is. */
const INTRODUCED_WITHIN = 6;
const INTRODUCES = /\b(?:(?:calling|ringing|phoning|speaking|here|me|ring|call) (?:on behalf of|from|at|for|with|in)|choosing|welcome(?: back)? to|here at|(?:thank you|thanks) for (?:calling|ringing|choosing|phoning)|(?:we|i) (?:are|am) (?:a|the)|my (?:company|firm|business|shop|practice|office|school|restaurant) is(?: called)?|name is(?: \S+){1,3} (?:from|at|of|with)) $/;

const SAYS_NAME = /(?:this|it) is (\S+)(?: \S+)? (?:from|at|of|with|over at|down at|up at|in) $/;

/** Firms that a side names as its own: "it's Tom from Parkside Nursery", "thank you for choosing Brightwave". */
function introduced(conversation: Conversation, sentence: Sentence): string[] {
  if (sentence.speaker === 'customer' && sentence.index > INTRODUCED_WITHIN) return [];
  return namesIn(conversation, sentence.from, sentence)
    .filter((name) => {
      const before = `${conversation.tokens.slice(sentence.from, name.from).map((t) => t.text).join(' ')} `;
      // "Gordon at Mather Steel", "Anna Lindgren, Fjord Supplies".
      const named = SAYS_NAME.exec(before)?.[1] ?? '';
      return INTRODUCES.test(before) || named.startsWith('[') || isFirstName(named) || (sentence.speaker === 'customer' && sentence.index <= INTRODUCED_WITHIN / 2 && /(?:^|\] |^[a-z]+ )(?:from|at|of|with|over at|down at) $/.test(before));
    })
    .flatMap((name) => conversation.tokens.slice(name.from, name.from + 1).map((t) => t.text));
}

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
const OFFERING = /^(?:on the phone|round|in (?:last|to|yesterday|and|for|as)|out (?:to|for|last)|before|previously|first|now|in the end|and bought|and that|until|quote|quoted|doing|for (?:years|ages|the last)|last time|at my last|at the old|offering|and (?:they|it) (?:was|were|had|never|did))/;

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

function mentions(reading: Reading): Mention[] {
  const { conversation, packs } = reading;
  const own = ownNames(conversation);
  return activeCues(conversation, packs.competitor, packs).flatMap((cue) =>
    namesOf(conversation, cue).flatMap((name): Mention[] => {
      const words = conversation.tokens.slice(name.from, name.to).map((t) => t.text);
      // Its first word is its own; "bank" and "energy" are shared with those on the line.
      if (own.has(words[0] ?? '') || words.some((w) => /\[/.test(w))) return [];
      const doubts = (name.isSmall ? 0.5 : 0) + (cue.speaker === 'unknown' ? 0.5 : 0) + (cue.speaker === 'agent' && !cue.sentence.question ? 0.6 : 0) + (name.from === cue.sentence.from && !name.isSmall && words.length === 1 ? 0.2 : 0);
      return [{ name, sentence: cue.sentence, relation: cue.tag ?? 'other', points: cue.weight - doubts, listed: reading.competitors?.named(words) ?? null }];
    }),
  );
}

/** A name that the tenant lists needs no words around it. */
const LISTED = 4;

/** Competitors that the tenant lists, wherever they are named; not where somebody says that it is their own firm. */
function listedMentions({ conversation, competitors }: Reading): Mention[] {
  if (!competitors) return [];
  const own = new Set(conversation.sentences.flatMap((s) => introduced(conversation, s)));
  return competitors.placesIn(conversation).flatMap(({ competitor, sentence, from, to }): Mention[] => {
    const [first, last] = [conversation.tokens[from], conversation.tokens[to - 1]];
    if (!first || !last || own.has(first.text)) return [];
    const name = conversation.utterances[first.utterance]?.text.slice(first.start, last.end) ?? competitor;
    return [{ name: { name, from, to, isSmall: false }, sentence, relation: 'other', points: LISTED, listed: competitor }];
  });
}

const places = new WeakMap<Reading, readonly number[]>();

/** Sentences in which the firm that the customer is with, or was, is named. */
export function competitorPlaces(reading: Reading): readonly number[] {
  const known = places.get(reading);
  if (known) return known;
  const found = mentions(reading).filter((m) => m.relation === 'came-from' && m.points >= 1.6).map((m) => m.sentence.index);
  places.set(reading, found);
  return found;
}

const key = ({ listed, name }: Mention): string => (listed ?? name.name).toLowerCase().replace(/['’]s$/, '');

/** "Northwind's price" and "Northwind's only thirty" speak of Northwind; "Dutton's has" of Dutton's. */
function nameOf(conversation: Conversation, { name, to }: SpokenName): string {
  const next = conversation.tokens[to]?.text ?? '';
  return /['’]s$/.test(name) && /^(?:price|prices|deal|offer|rate|rates|quote|one|only|just|cheaper|better|doing|offering|charging|got|website|app|service|version|been|going)$/.test(next) ? name.slice(0, -2) : name;
}

/** One group of mentions per company: "Wilcox" is Wilcox and Sons. */
function companies(found: readonly Mention[]): Mention[][] {
  const groups: Mention[][] = [];
  for (const mention of [...found].sort((a, b) => key(b).length - key(a).length)) {
    const known = groups.find((group) => group.some((m) => key(m) === key(mention) || key(m).startsWith(`${key(mention)} `)));
    if (known) known.push(mention);
    else groups.push([mention]);
  }
  return groups.sort((a, b) => Math.min(...a.map((m) => m.name.from)) - Math.min(...b.map((m) => m.name.from)));
}

/** How the company stands to the tenant: as the surest words around one of its names say; a listed name alone says nothing of it. */
const relationOf = (group: readonly Mention[]): string => [...group].sort((a, b) => b.points - a.points).find((m) => m.relation !== 'other')?.relation ?? 'other';

/** `competitor.mentioned`: one per company that is named as alternative, comparison, origin or destination, or that the tenant lists. */
export function findCompetitors(reading: Reading): Finding[] {
  const { conversation, packs } = reading;
  return companies([...mentions(reading), ...listedMentions(reading)]).flatMap((group): Finding[] => {
    const best = [...group].sort((a, b) => b.points - a.points)[0];
    if (!best) return [];
    const confidence = confidenceOf(best.points + Math.min(0.6, 0.3 * (group.length - 1)) - unclearWords(conversation, [best.name]), packs.competitor.calibration);
    if (!isWorthSaying(confidence, packs.competitor)) return [];
    const longest = [...group].sort((a, b) => b.name.name.length - a.name.name.length || a.name.from - b.name.from)[0] ?? best;
    const listed = group.find((m) => m.listed !== null)?.listed ?? null;
    const said = nameOf(conversation, longest.name);
    return [
      {
        type: 'competitor.mentioned.v1',
        data: {
          confidence,
          entities: [{ kind: 'company', value: listed ?? said, party: null, text: said, utteranceId: conversation.utterances[best.sentence.utterance]?.id ?? '' }],
          evidence: evidenceOf(conversation, [best.name, ...group.map((m) => m.name)]),
          competitor: listed ?? said,
          relation: relationOf(group),
        },
      },
    ];
  });
}
