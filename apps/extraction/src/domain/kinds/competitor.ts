import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { nameAt, nameBefore, namesIn, type SpokenName } from '../language/names.js';
import type { Conversation } from '../language/tokens.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf, WORTH_SAYING } from '../rules/confidence.js';
import type { Cue } from '../rules/cues.js';
import { unclearWords } from '../rules/penalties.js';

interface Mention {
  readonly name: SpokenName;
  readonly cue: Cue;
  readonly points: number;
}

/** What a person says who names where they are now. */
const AT_PRESENT = /^(?:now|currently|moment|today|present|presently|already)$/;
const PRESENT_WITHIN = 4;

/** Words of a greeting that name the firm and the agent: what is on the line is no competitor of itself. */
function ownNames(conversation: Conversation): ReadonlySet<string> {
  const firstReply = conversation.sentences.find((s) => s.speaker === 'customer')?.index ?? 1;
  const opening = conversation.sentences.find((s) => s.speaker === 'agent')?.utterance;
  const greeting = conversation.sentences.filter((s) => s.speaker !== 'customer' && (s.index < Math.max(2, firstReply) || s.utterance === opening));
  return new Set(greeting.flatMap((s) => conversation.tokens.slice(s.from, s.to).map((t) => t.text)));
}

function saysNow(conversation: Conversation, name: SpokenName, cue: Cue): boolean {
  const words = [...conversation.tokens.slice(cue.from, cue.to), ...conversation.tokens.slice(name.to, Math.min(cue.sentence.to, name.to + PRESENT_WITHIN))];
  return words.some((t) => AT_PRESENT.test(t.text));
}

/** Words of a comparison of prices or goods. */
const PRICED = new Set(['provider', 'supplier', 'contract', 'tariff', 'competitor', 'competitors', 'complicated', 'switch', 'switching', 'switched', 'less', 'cheaper', 'dearer', 'same', 'free', 'price', 'prices', 'paying', 'pounds', 'dollars', 'quid', 'bucks', 'euros', 'percent', 'half', 'deal', 'offer', 'offered', 'quote', 'quoted', 'better', 'instead', 'sale', 'charge', 'rate', 'discount', 'too', 'as', 'well', 'either', 'also', 'instead', 'last', 'until', 'before']);
const SHORT = 8;

/** Whether prices, goods or suppliers are weighed against each other here. */
const isTradeTalk = (conversation: Conversation, cue: Cue): boolean =>
  conversation.sentences
    .slice(Math.max(0, cue.sentence.index - 1), cue.sentence.index + 2)
    .filter((s) => s.speaker === cue.sentence.speaker)
    .some((s) => conversation.tokens.slice(s.from, s.to).some((t) => PRICED.has(t.text)));

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
    case 'next-instead':
      return one(nameAt(conversation, cue.to, cue.sentence, true)).filter((name) => /^(?:instead|then|if|because|or|and|next|after|for)?$/.test(conversation.tokens.slice(name.to, Math.min(name.to + 1, cue.sentence.to))[0]?.text ?? ''));
    case 'answer': {
      const reply = conversation.sentences[cue.sentence.index + 1];
      return reply && reply.speaker !== cue.speaker && reply.to - reply.from <= SHORT ? namesIn(conversation, reply.from, reply).slice(0, 1) : [];
    }
    case 'before':
      return one(nameBefore(conversation, cue.from, cue.sentence, cue.weight >= 2.5));
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
      return [{ name, cue, points: cue.weight - doubts }];
    }),
  );
}

const places = new WeakMap<Reading, readonly number[]>();

/** Sentences in which the firm that the customer is with, or was, is named. */
export function competitorPlaces(reading: Reading): readonly number[] {
  const known = places.get(reading);
  if (known) return known;
  const found = mentions(reading).filter((m) => m.cue.tag === 'came-from' && m.points >= 1.6).map((m) => m.cue.sentence.index);
  places.set(reading, found);
  return found;
}

const key = (mention: Mention): string => mention.name.name.toLowerCase().replace(/['’]s$/, '');

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

/** `competitor.mentioned`: one per company that is named as alternative, comparison, origin or destination. */
export function findCompetitors(reading: Reading): Finding[] {
  const { conversation, packs } = reading;
  return companies(mentions(reading)).flatMap((group): Finding[] => {
    const best = [...group].sort((a, b) => b.points - a.points)[0];
    if (!best) return [];
    const confidence = confidenceOf(best.points + Math.min(0.6, 0.3 * (group.length - 1)) - unclearWords(conversation, [best.name]), packs.competitor.calibration);
    if (confidence < WORTH_SAYING) return [];
    const longest = [...group].sort((a, b) => b.name.name.length - a.name.name.length || a.name.from - b.name.from)[0] ?? best;
    const name = nameOf(conversation, longest.name);
    return [
      {
        type: 'competitor.mentioned.v1',
        data: {
          confidence,
          entities: [{ kind: 'company', value: name, party: null, text: name, utteranceId: conversation.utterances[best.cue.sentence.utterance]?.id ?? '' }],
          evidence: evidenceOf(conversation, [best.name, ...group.map((m) => m.name)]),
          competitor: name,
          relation: best.cue.tag ?? 'other',
        },
      },
    ];
  });
}
