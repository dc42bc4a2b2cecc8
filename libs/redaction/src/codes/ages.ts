import type { Utterance } from '@callmesh/contracts';
import type { Topic } from '../asked.js';
import { readDigits } from '../digit-words.js';
import type { Finding } from '../finding.js';
import { COMMON, is } from '../lexicon.js';
import { MASK } from '../mask.js';
import { tokensOf, type Token } from '../tokens.js';

const RELATIONS = new Set('son daughter husband wife mother father mum mom dad brother sister grandson granddaughter grandmother grandfather child kid boy girl baby twins partner patient tenant applicant claimant he she they he\'s she\'s they\'re i\'m i they resident student neighbour neighbor caller customer client gran grandma granny nan nana grandad grandpa uncle aunt auntie mummy daddy mama papa owner driver passenger insured minor niece nephew stepson stepdaughter toddler'.split(' '));
const UNITS = new Set('year years yrs yr y.o yo'.split(' '));
const NO_AGE = /^(?:minute|hour|day|week|month|percent|%|pound|dollar|euro|mile|km|kilo|page|time|am|pm|st|nd|rd|th|in|away|off|of|to|from|out|down|up|per|on|at|\/|-|:|\.\d|(?!this|his|is|was|has|years)[a-z]{3,}s)$/;
const OTHER_UNITS = /^(?:minutes?|hours?|days?|weeks?|months?|percent|%|pounds?|dollars?|euros?|miles?|km|kilos?|pages?|times|people|am|pm|o'clock|st|nd|rd|th|st\.|items?|pieces?|in|away|off|st|and|of|[a-z]+s)$/;

/** Finds ages: "34 years old", "aged 34", "he just turned eleven", answers to "how old are you?", and the number right after somebody's name. */
export function findAges(utterances: readonly Utterance[], asked: readonly (Topic | null)[]): Finding[] {
  return utterances.flatMap((utterance, index) => {
    const tokens = tokensOf(utterance);
    const answers = asked[index] === 'age' && tokens.length <= 30;
    const found: Finding[] = [];
    for (let at = 0; at < tokens.length; ) {
      const spoken = readDigits(tokens, at);
      const age = spoken === null || spoken.doubtful || spoken.digits.length > 3 ? NaN : Number(spoken.digits);
      const to = at + (spoken?.tokens ?? 1);
      if (age > 0 && age < 116 && !(tokens[at]?.text === 'one' && /^(?:is|of|in|and)$/.test(tokens[to]?.text ?? '')) && (isAge(tokens, at, to, age) || (answers && isAnswer(tokens, at, to, age, found.length > 0)))) {
        found.push({ type: 'AGE', value: String(age), pieces: [{ utterance: index, start: (tokens[at] as Token).start, end: (tokens[answers && /^(?:months?|years?|weeks?)$/.test(tokens[to]?.text ?? '') ? to : to - 1] as Token).end }], reason: answers ? 'answer to a question for an age' : 'number that is somebody\'s age', score: 0.8 });
      }
      at = to;
    }
    return found;
  });
}

function isAge(tokens: readonly Token[], at: number, to: number, age: number): boolean {
  const word = (i: number): string => tokens[i]?.text ?? '';
  const next = word(to) === '-' ? to + 1 : to;
  if (UNITS.has(word(next))) {
    const after = word(next + 1) === '-' ? next + 2 : next + 1;
    if (word(after) === 'old' || (word(after) === 'of' && word(after + 1) === 'age')) return !isThing(tokens, at);
    return false;
  }
  if (/^(?:yo|y\/o|yr-old)$/.test(word(to)) || (word(to) === 'y' && word(to + 1) === '/' && word(to + 2) === 'o')) return true;
  if (/^(?:f|m)$/.test(word(to)) && tokens[to]?.start === tokens[to - 1]?.end && /^(?:pt|patient|caller|client|,)$/.test(word(at - 1))) return true;
  // "I was sixty-six on Sunday"
  if (word(at - 1) === 'was' && word(at - 2) === 'i' && age > 15 && /^(?:on|last|when|then|in)$/.test(word(to))) return true;
  if (/^(?:weeks?|days?|hours?)$/.test(word(to))) return false;
  const back = word(at - 1);
  if (back === 'aged' || (back === 'age' && !/^(?:of|the|under|over|minimum)$/.test(word(at - 2))) || (/^(?:is|:|was)$/.test(back) && word(at - 2) === 'age')) return true;
  if (back === 'of' && /^(?:man|woman|lady|gentleman|boy|girl|child|person|patient)$/.test(word(at - 2))) return true;
  if (/^(?:turned|turns|turning)$/.test(back)) return !OTHER_UNITS.test(word(to)) || word(to) === 'and' || word(to) === 'in';
  // "i'll be fifty next week"
  if (back === 'be' && /^(?:i'll|he'll|she'll|will)$/.test(word(at - 2)) && /^(?:next|this|in|on|soon|tomorrow)$/.test(word(to)) && age > 2) return true;
  // A number between a person and a comma or a bracket: "Gwendolyn Tate, 68, born …", "his son (12)".
  // "she's five and a half", "he's 9, so", "my gran's 91 next month", "that makes me forty-nine"
  const ends = /^(?:[,.;]|so|but|)$/.test(word(to)) || (word(to) === 'and' && !readDigits(tokens, to + 1));
  if (/^(?:he's|she's)$/.test(back) && ends && age < 116 && !(word(to) === ',' && readDigits(tokens, to + 1)?.doubtful === false && tokens[at]?.kind === 'figures')) return true;
  if (back.endsWith("'s") && RELATIONS.has(back.slice(0, -2)) && (ends || /^(?:now|next|this|in)$/.test(word(to)))) return true;
  if (/^(?:me|him|her)$/.test(back) && /^(?:makes|made|making)$/.test(word(at - 2)) && ends) return true;
  const person = (i: number): boolean => word(i).startsWith(MASK) || RELATIONS.has(word(i));
  if ((back === ',' || back === '(') && person(at - 2) && tokens[at]?.kind === 'figures' && age > 1 && age < 111 && (back === '(' ? word(to) === ')' : /^[,.;)]?$/.test(word(to)) && !/\d/.test(word(to + 1)[0] ?? ''))) return true;
  if ((back === 'is' && word(at - 2) === 'who') || back === "who's") return age > 5 && !NO_AGE.test(word(to));
  // "my dad is seventy three and …"
  if (/^(?:i'm|he's|she's|im)$/.test(back) && age > 15 && !NO_AGE.test(word(to)) && !readDigits(tokens, to)) return true;
  if (/^(?:just|only|nearly|almost|already|about)$/.test(back) && /^(?:i'm|he's|she's)$/.test(word(at - 2)) && age > 5 && !NO_AGE.test(word(to)) && !readDigits(tokens, to)) return true;
  return /^(?:is|'s|i'm|he's|she's)$/.test(back) && (RELATIONS.has(word(at - 2)) || /^(?:i'm|he's|she's)$/.test(back)) && (age > 15 || word(to) === 'now') && /^(?:and|,|\.|now|next|but|)$/.test(word(to)) && !readDigits(tokens, to) && !readDigits(tokens, to + 1);
}

/** In an answer to a question for an age: a number that is nothing else, and no later birthday ("eleven, twelve in August"). */
function isAnswer(tokens: readonly Token[], at: number, to: number, age: number, later: boolean): boolean {
  const word = (i: number): string => tokens[i]?.text ?? '';
  const [back, next] = [word(at - 1), word(to)];
  if (NO_AGE_BEFORE.test(back) || (back === 'of' && word(at - 2) !== 'age') || back === '-' || (next === '-' && tokens[to]?.start === tokens[to - 1]?.end) || /^(?:of|\/|:|adults?|kids|children|boys|girls|sons|daughters|infants?|amps?|by|st|nd|rd|th|percent|%|people|days?|hours?|minutes?)$/.test(next) || (next === '.' && tokens[to + 1]?.start === tokens[to]?.end)) return false;
  // "Two, they're four and nine."
  if (age <= MAX_CHILDREN && next === ',' && /^(?:they|they're|a|aged|ages|one|the|both)$/.test(word(to + 1))) return false;
  return !(later && (/^(?:in|on|next|by|soon|this)$/.test(next) || back === 'be' || (back === ',' && next === 'in')));
}
const NO_AGE_BEFORE = /^(?:over|under|above|below|since|number|in|at|by|than|row|room|seat|\/|:|[$£€#]|r|from|until|till|upgraded?|to|x)$/;
const MAX_CHILDREN = 6;

/** "It's three years old", "the boiler is twelve years old": nobody's age. */
function isThing(tokens: readonly Token[], at: number): boolean {
  const word = (i: number): string => tokens[i]?.text ?? '';
  const back = /^(?:about|nearly|almost|only|over|already|at|least|around|just)$/.test(word(at - 1)) ? at - 2 : at - 1;
  if (/^(?:it's|its|that's|they're)$/.test(word(back))) return true;
  if (word(back).endsWith("'s")) return !RELATIONS.has(word(back).slice(0, -2)) && !RELATIONS.has(word(back)) && is(word(back).slice(0, -2), COMMON);
  if (!/^(?:is|was)$/.test(word(back))) return false;
  return word(back - 1) === 'it' || (/^(?:the|this|that|your|our|my|its)$/.test(word(back - 2)) && !RELATIONS.has(word(back - 1)) && is(word(back - 1), COMMON));
}
