import type { Utterance } from '@callmesh/contracts';
import type { Topic } from '../asked.js';
import type { Finding } from '../finding.js';
import { lineOf, tokenWord, type Line } from '../learned/features.js';
import type { TaggerWeights } from '../learned/tagger.js';
import { tokensOf, type Token } from '../tokens.js';
import { answerFrom, codeFrom, placeAfterCue, type Range } from './answers.js';
import { chainLeft, chainRight } from './chain.js';
import { Street } from './parts.js';
import { streetFrom } from './streets.js';
import { mayHavePlace, withTaggedPlaces } from './tagged.js';
import { patternOf } from '../pattern.js';

/** After these a person's own place follows. */
const CUE = patternOf('gi')`
    \b(?:my|our|his|her|their|your|new|home|billing|shipping|delivery|postal|mailing|residential|current|permanent|
    registered)(?: \w+)? (?:address|residence|place)(?: is| was|'s|:| to| now| will be)(?: now)?|\b(?:address|residence|home)(?:ed)?(?: is| to|:)|
    \b(?:i|we|he|she|they|who)(?:'ve| have)?(?: now| currently| still| used to)? (?:live|stay|reside)d? (?:at|on|in)|
    \b(?:lives|living|stays|resides|residing)(?: \w+)? (?:at|on|in)|
    \b(?:i|we|he|she|they)(?:'ve| have|'s| has)? (?:just )?moved (?:house )?(?:from \w+ )?(?:to|from)|
    \b(?:ship|deliver|send|post|mail|go|delivered|shipped|sent|forward|courier|redirect) (?:it |this |that |them |everything |my \w+ |the \w+ )?to|
    \b(?:i|we)(?:'m| am|'re| are) (?:now )?(?:based|living|located|staying|over|down|up|out) (?:at|in)|
    \bi'm (?:at|over at)(?= (?:\d|\w+ (?:hundred )?\w+ (?:street|road|avenue|close|lane)|room|flat|apartment|number|unit|building))|
    \bresid(?:es?|ing) (?:at|in)|\bresident of|\b(?:collect|pick(?:ed)? up) from|\bplace of residence:?|\baddress:|\badresse? ?:|\blieferanschrift:?|
    \bdirección:?|\bendereço:?|\bindirizzo:?|\bborn in|\bcity:|\bcountry:`;
const POSTCODES = patternOf('gu')`
    \b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2}(?= \p{Lu})|\d{5}-\d{3}(?!\d)|\d{3}-\d{4}(?= \p{Lu})|
    [AC-FHKNPRTV-Y](?:\d{2}|6W) ?[AC-FHKNPRTV-Y\d]{2}\d[AC-FHKNPRTV-Y\d]|[a-z]{1,2}\d[a-z\d]? \d[abd-hjlnp-uw-z]{2})(?![\w-])`;
const ZIP_CUE = /\b(?:zip(?: ?code)?|post ?code|postal code|plz|cap|pin ?code|eircode)(?: number)?(?: is|'s|:)?(?= )/gi;
/** A shop's own place is no personal one. */
const BUSINESS = new Set('store shop branch office warehouse depot outlet showroom restaurant supermarket'.split(' '));


/** Finds addresses: number and street in many languages' order, what goes with them (flat, district, city, postcode, country), and what answers a question for one. */
export function findAddresses(utterances: readonly Utterance[], asked: readonly (Topic | null)[], tagger: TaggerWeights | null): Finding[] {
  let last: Line | null = null;
  return utterances.flatMap((utterance, index) => {
    const { text } = utterance;
    const tokens = tokensOf(utterance);
    const words = tokens.map(tokenWord);
    const street = new Street(tokens, words, text);
    const ranges: Range[] = [];
    const topic = asked[index];
    const { cue: cued, zip } = wordsIn(tokens);
    const cues = cued ? Array.from(text.matchAll(CUE), (match) => match.index + match[0].length) : [];
    const answer = topic === 'street' || topic === 'where' ? answerFrom(street, 0, topic === 'where') : null;
    if (answer !== null) ranges.push(answer);
    const starts = placesOf(tokens, cues);
    let free = 0;
    for (let at = 0; at < tokens.length; at += 1) {
      if (at < free || (answer !== null && at >= answer.from && at < answer.to)) continue;
      const found = streetFrom(street, at, free);
      const cue = found === null && at >= free && starts.has(at) ? placeAfterCue(street, at) : null;
      if (cue !== null) {
        ranges.push(cue);
        free = cue.to;
      }
      if (found === null || isBusiness(street, found.from, free)) continue;
      const from = chainLeft(street, found.from, free);
      const to = chainRight(street, found.to);
      ranges.push({ from, to, score: 0.85, reason: 'number and street' });
      free = to;
    }
    let all: readonly Range[] = ranges;
    if (tagger !== null) {
      const line: Line = lineOf(text, tokens, words, topic ?? null, last, utterances[index - 1]?.speaker !== utterance.speaker);
      last = line;
      if (mayHavePlace(line)) all = withTaggedPlaces(street, line, ranges, tagger);
    }
    const found = all.map(({ from, to, score, reason }) => finding(index, (tokens[from] as Token).start, (tokens[to - 1] as Token).end, text, score, reason));
    if (/\d/.test(text)) for (const match of text.matchAll(POSTCODES)) found.push(finding(index, match.index, match.index + match[0].length, text, 0.8, 'form of a postcode'));
    for (const at of placesOf(tokens, zip ? Array.from(text.matchAll(ZIP_CUE), (match) => match.index + match[0].length) : [])) {
      const range = codeFrom(street, at);
      if (range !== null && !found.some((one) => one.pieces[0] !== undefined && one.pieces[0].start <= (tokens[range.from] as Token).start && one.pieces[0].end >= (tokens[range.to - 1] as Token).end)) found.push(finding(index, (tokens[range.from] as Token).start, (tokens[range.to - 1] as Token).end, text, 0.8, 'after talk of a postcode'));
    }
    return found;
  });
}

const finding = (utterance: number, start: number, end: number, text: string, score: number, reason: string): Finding => ({ type: 'ADDRESS', value: text.slice(start, end).toLowerCase().replace(/[\s,]{1,9}/g, ' '), pieces: [{ utterance, start, end }], reason, score });

const CUE_WORDS = new Set('address addressed adress adresse lieferanschrift dirección endereço indirizzo residence home live lives lived living stay stays stayed reside resides residing resided resident moved to at in from city country born'.split(' '));
const ZIP_WORDS = new Set('zip zipcode postcode post postal plz cap pin pincode eircode'.split(' '));

/** Whether anything is said that a search for cues could find. */
function wordsIn(tokens: readonly Token[]): { cue: boolean; zip: boolean } {
  let [cue, zip] = [false, false];
  for (const { text } of tokens) {
    cue ||= CUE_WORDS.has(text);
    zip ||= ZIP_WORDS.has(text);
  }
  return { cue, zip };
}

function placesOf(tokens: readonly Token[], offsets: readonly number[]): Set<number> {
  const places = new Set<number>();
  let at = 0;
  for (const offset of offsets) {
    while (at < tokens.length && (tokens[at]?.start ?? 0) < offset) at += 1;
    places.add(at);
  }
  return places;
}

function isBusiness(street: Street, from: number, floor: number): boolean {
  for (let back = Math.max(floor, from - 5); back < from; back += 1) if (BUSINESS.has(street.name(back))) return true;
  return false;
}
