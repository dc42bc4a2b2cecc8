import type { Utterance } from '@callmesh/contracts';
import type { Finding } from '../finding.js';
import { isStreet } from '../learned/words.js';
import { COMMON, is, PLACE } from '../lexicon.js';
import { matchesOf } from '../matches.js';
import { plain } from '../plain.js';

/** Words inside a street's or a town's name that are written small. */
const SMALL = "(?:de|la|le|les|el|los|las|du|des|da|do|dos|das|della|delle|di|del|dei|van|den|der|het|ten|ter|'t|von|vom|zu|zum|zur|am|an|auf|im|in|bei|ob|na|nad|pod|pri|u|v|i|y|e|af|op|aan|sur|sous|of|the|and|biskupa|svateho)";
const LARGE = "\\p{Lu}[\\p{L}\\p{M}'’.-]{0,40}";
/** A name of up to six words, the first of them large. */
const NAME = `(?<![\\p{L}\\d])${LARGE}(?: (?:${LARGE}|${SMALL})){0,5}`;
const TOWN = `${LARGE}(?: (?:${LARGE}|${SMALL} ${LARGE}|\\(${LARGE}\\)|/ ?[A-Z]{2}\\b)){0,3}`;

/** How an address ends, and what has then to stand before it. Each is looked for from its end, in so many characters before it. */
const FORMS: readonly { readonly end: RegExp; readonly begin: RegExp }[] = [
  // "Lovčenská 353, 455 47 Bečov nad Teplou", "Elladreef 41, 5655 XH, Aartswoud".
  { end: new RegExp(`(?:[A-Z]{1,2}-)?(?:\\d{6}|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4} ?[A-Z]{2}|\\d{4,5})\\b,? ${TOWN}`, 'gu'), begin: new RegExp(`${NAME},? (?:no\\.? |nr\\.? |č\\. ?)?\\d{1,5} ?[a-zA-Z]?(?:[-/]\\d{1,4}[a-zA-Z]?){0,2}, ?$`, 'u') },
  // "Rua Esther Neves, 37, Bernadete, 11298-174 Novaes / RN".
  { end: new RegExp(`\\d{5}-\\d{3}\\b(?:,? ${TOWN})?`, 'gu'), begin: new RegExp(`${NAME},? (?:n[º°.]? ?)?\\d{1,5}(?:,? ${NAME}){0,2},? $`, 'u') },
  // "07377 Robert Shoal, East Kimmouth, NU R7G 8H4", "12 Harbour View Apt. 4, Sometown, MA 02115".
  { end: /[A-Z]{2,3},? (?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4})(?![\w-])/gu, begin: new RegExp(`(?<![\\p{L}\\d.,-])\\d{1,6}[A-Za-z]?(?: (?:${LARGE}|\\d{1,3}(?:st|nd|rd|th)|#?\\d{1,5}[A-Z]?)){1,8}, ${NAME},? $`, 'u') },
];
const BEFORE = 110;
const POSTCODE = /\d{4}|\d{3} \d\d|\d\d-\d{3}|\d[A-Z]\d/;

/** Finds addresses that are written out, by their form from the street to the postcode: nothing has to announce them, no list has to know the street or the town. */
export function findWrittenAddresses(utterances: readonly Utterance[]): Finding[] {
  return utterances.flatMap((utterance, index) => {
    const { text } = utterance;
    if (!POSTCODE.test(text) || !text.includes(',')) return [];
    for (const { end, begin } of FORMS) {
      const found: Finding[] = [];
      let free = 0;
      for (const match of matchesOf(end, text)) {
        const from = Math.max(free, match.index - BEFORE);
        const before = from < match.index ? begin.exec(text.slice(from, match.index)) : null;
        if (before === null || isOrdinary(before[0], match[0])) continue;
        const start = from + before.index;
        free = match.index + match[0].replace(/[.'’-]+$/, '').length;
        found.push({ type: 'ADDRESS', value: text.slice(start, free).toLowerCase(), pieces: [{ utterance: index, start, end: free }], reason: 'written out from the street to the postcode', score: 0.9 });
      }
      if (found.length > 0) return found;
    }
    return [];
  });
}

/** "Order 12, 45001 Lamps", "Invoice 7, 2024 March": words that name no street and no town. */
function isOrdinary(before: string, end: string): boolean {
  const words = (text: string): string[] => plain(text).match(/\p{L}{2,}/gu) ?? [];
  const common = (word: string): boolean => is(word, COMMON) && !is(word, PLACE);
  const [street, town] = [words(before), words(end)];
  return street.every((word) => is(word, COMMON) && !isStreet(word)) || (town.length > 0 && town.every(common));
}
