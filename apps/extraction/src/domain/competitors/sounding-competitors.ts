import { isCommonWord } from '../language/common-words.js';
import { isNoName } from '../language/names.js';
import { isFirstName } from '../language/no-firms.js';
import { phonesOfAll, soundAlikeness, soundPairs, soundWeight } from '../language/phones.js';
import type { Conversation, Sentence } from '../language/tokens.js';
import type { KnownPlace } from './known-place.js';

/** A name of the list as it is said. */
export interface SaidName {
  readonly competitor: string;
  readonly words: readonly string[];
}

interface Sound {
  readonly competitor: string;
  readonly phones: string;
  readonly weight: number;
  readonly pairs: number;
}

type Likest = Pick<KnownPlace, 'competitor' | 'alike'> & Pick<Sound, 'weight'>;

/** Looks for what sounds like a name. */
export interface SoundingNames {
  /** The competitor that these words sound like; null when they sound like none, or like two. */
  named(words: readonly string[]): string | null;
  placesIn(conversation: Conversation): KnownPlace[];
}

/** Shorter names are like too much else. */
const LEAST_WEIGHT = 3.2;
/** So alike that it is worth asking where it stands, if the name is long. */
const LEAST = 0.72;
/** Where a name stands after "with" or "to", or prices and suppliers are spoken of (where both is so, `LEAST` is enough); and anywhere, if the name is long. */
const IN_PLACE = 0.8;
const ANYWHERE = 0.87;
const LONG = 4.6;
/** Names of two words and more are like nothing else by chance. */
const VERY_LONG = 7;
/** What words of grammar inside a name cost: "pour to bill" sounds like Parrot Mobile. */
const BROKEN = 0.06;
const INSIDE = new Set(['and', 'of', 'the', 'a', 'in', 'at', 'on', 'or']);
/** So much more alike than any other name. */
const MARGIN = 0.07;
const MOST_WORDS = 5;
const SHARED_PAIRS = 0.5;
const LEADS = new Set('with from to at over than like use uses using used joined via try tried called against versus'.split(' '));
const TRADE =
  /^(?:cheaper|dearer|less|prices?|quoted?|offer(?:s|ed|ing)?|switch(?:ed|ing)?|mov(?:e|ed|ing)|contracts?|leav(?:e|ing)|buy(?:ing)?|bought|provider|supplier|competitors?|instead|elsewhere|port(?:ed|ing)?|shop|deal|match|beat|rivals?|alternative|going|compared?)$/;
/** What no name begins or ends with. */
const GRAMMAR = new Set(
  `i you he she it we they me him us them my your his our their this these those a an the some any no not all both each every one so because if then as is am are was were be been have has do does did will would should could may might must
   what which who when where why how there here yes yeah okay well just only also too very really now today tomorrow yesterday please thanks thank sorry hello hi and or but of to for with from by at on in about up out off got get gets going went`.split(/\s+/),
);

const isUsual = (word: string): boolean => isCommonWord(word) || isNoName(word) || isFirstName(word) || /^\d/.test(word);

/** Of a short name more has to be heard. */
const leastOf = ({ weight }: Likest): number => (weight >= LONG ? LEAST : IN_PLACE);

/** Names that share most of their pairs of sounds with what is heard; only they are compared in full. */
function nearNames(sounds: readonly Sound[]): (phones: string) => Sound[] {
  const byPair = new Map<string, Sound[]>();
  for (const sound of sounds) for (const pair of soundPairs(sound.phones)) byPair.set(pair, [...(byPair.get(pair) ?? []), sound]);
  return (phones) => {
    const shared = new Map<Sound, number>();
    for (const pair of soundPairs(phones)) for (const sound of byPair.get(pair) ?? []) shared.set(sound, (shared.get(sound) ?? 0) + 1);
    return [...shared].flatMap(([sound, count]) => (count >= sound.pairs * SHARED_PAIRS && Math.abs(sound.phones.length - phones.length) <= Math.max(2, sound.phones.length / 3) ? [sound] : []));
  };
}

/** Makes a list ready to be heard: a recogniser writes what it does not know as words that it does, and those sound like the name. */
export function soundingNames(names: readonly SaidName[]): SoundingNames {
  const sounds = names.map(({ competitor, words }): Sound => {
    const phones = phonesOfAll(words);
    return { competitor, phones, weight: soundWeight(phones), pairs: soundPairs(phones).size };
  });
  const near = nearNames(sounds.filter(({ weight, pairs }) => weight >= LEAST_WEIGHT && pairs > 1));

  const likest = (words: readonly string[]): Likest | null => {
    const phones = phonesOfAll(words);
    let best: Likest | null = null;
    let next = 0;
    for (const { competitor, phones: name, weight } of near(phones)) {
      const alike = soundAlikeness(phones, name);
      if (alike > (best?.alike ?? 0)) {
        if (best && best.competitor !== competitor) next = best.alike;
        best = { competitor, alike, weight };
      } else if (best?.competitor !== competitor) next = Math.max(next, alike);
    }
    return best && best.alike >= leastOf(best) && best.alike - next >= MARGIN ? best : null;
  };

  const at = ({ tokens }: Conversation, sentence: Sentence, from: number, isTrade: boolean): KnownPlace | null => {
    const isLed = from > sentence.from && LEADS.has(tokens[from - 1]?.text ?? '');
    let found: KnownPlace | null = null;
    const words: string[] = [];
    let isStrange = false;
    let isUnlikely = GRAMMAR.has(tokens[from]?.text ?? '');
    for (let to = from + 1; to <= Math.min(sentence.to, from + MOST_WORDS); to += 1) {
      const word = tokens[to - 1]?.text ?? '';
      if (word.includes('[')) break;
      words.push(word);
      isStrange ||= !isUsual(word);
      isUnlikely ||= to > from + 1 && tokens[to - 1]?.afterPause === true;
      if (GRAMMAR.has(word) || (isUnlikely ? !isStrange || words.length === 1 : !isStrange && (!isLed || words.length === 1))) continue;
      const like = likest(words);
      if (!like || like.alike <= (found?.alike ?? 0)) continue;
      // "Will cops and sons", "from Belber, audiology": only a long name that sounds nearly the same.
      if (isUnlikely) {
        if (like.alike >= ANYWHERE && like.weight >= VERY_LONG) found = { competitor: like.competitor, alike: like.alike, sentence, from, to, isSure: true };
        continue;
      }
      const broken = words.some((w) => GRAMMAR.has(w) && !INSIDE.has(w)) ? BROKEN : 0;
      const inPlace = (isLed && isTrade ? LEAST : IN_PLACE) + broken;
      const isSure = isStrange ? (like.alike >= inPlace && (isLed || isTrade)) || (like.alike >= ANYWHERE && like.weight >= LONG) : (isTrade || like.weight >= VERY_LONG) && like.alike >= IN_PLACE + broken;
      found = { competitor: like.competitor, alike: like.alike, sentence, from, to, isSure };
    }
    return found;
  };

  return {
    named: (words) => likest(words)?.competitor ?? null,
    placesIn: (conversation) => {
      const { tokens } = conversation;
      const places: KnownPlace[] = [];
      for (const sentence of sounds.length > 0 ? conversation.sentences : []) {
        const isTrade = tokens.slice(sentence.from, sentence.to).some((t) => TRADE.test(t.text));
        for (let from = sentence.from; from < sentence.to; from += 1) {
          const found = LEADS.has(tokens[from]?.text ?? '') ? null : at(conversation, sentence, from, isTrade);
          const last = places.at(-1);
          if (!found) continue;
          // Of places that overlap the likest is meant.
          if (!last || found.from >= last.to) places.push(found);
          else if (found.alike > last.alike) places[places.length - 1] = found;
        }
      }
      return places;
    },
  };
}
