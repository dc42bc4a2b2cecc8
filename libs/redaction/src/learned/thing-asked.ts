import { ROLES, SOMEBODY } from '../data/people-words.js';
import type { Token } from '../tokens.js';

/** So far back from the end of an utterance its question is looked for. */
const REACH = 28;
/** Words of what is asked for: "which wireless mouse". */
const PHRASE = 4;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const ASKS = words("which what what's whats");
const BEING = words('is was are were');
const ARTICLES = words('the a an your that this his her their its our on in wrong');
const ENDS = words('is was are were did do does has have had can could will would should shall may might must you we they it i he she to in on of for at from with by about happened happens');
/** What is asked for is somebody, or what they are called. */
const PERSONAL = words('name names surname surnames forename person people lady ladies colleague colleagues relative relatives relationship family member members nickname initial initials title maiden call called else');
/** Who somebody's supplier is, is no person. */
const FIRMS = words('manufacturer maker carrier courier supplier provider insurer insured bank network employer airline retailer publisher brand company firm lender');
/** What is asked for is a story, in which people may occur, or a time. */
const TOLD = words('problem problems issue issues matter trouble reason situation story complaint query enquiry question concern time date day days month week hours nature purpose update');

/** Does an utterance ask which thing, place or firm: "which hospital was it?", "what's the error?" Then names in the answer are rather the thing's. */
export function asksForThing(tokens: readonly Token[]): boolean {
  for (let at = tokens.length - 1; at >= 0 && at >= tokens.length - REACH; at -= 1) {
    const text = tokens[at]?.text ?? '';
    if (text === 'who' || text === 'whose' || text === "who's" || text === 'whom') return tokens.slice(at + 1, at + 1 + PHRASE + 1).some(({ text: word }) => FIRMS.has(word));
    if (!ASKS.has(text)) continue;
    let next = at + 1;
    if (text !== 'which' && BEING.has(tokens[next]?.text ?? '')) next += 1;
    const direct = next === at + 1 && !text.endsWith('s');
    // "What is the …", not "what is it", which may be anything.
    if (!direct && !ARTICLES.has(tokens[next]?.text ?? '')) return false;
    while (ARTICLES.has(tokens[next]?.text ?? '')) next += 1;
    let said = 0;
    for (; said < PHRASE; said += 1) {
      const { kind, text: word } = tokens[next + said] ?? { kind: 'mark', text: '' };
      if (kind === 'mark' || ENDS.has(word)) break;
      if (PERSONAL.has(word) || TOLD.has(word) || ROLES.has(word) || SOMEBODY.has(word)) return false;
    }
    return said > 0 || (!direct && tokens[next - 1]?.text !== 'the');
  }
  return false;
}
