import { numberOf } from '../learned/feature-bag.js';
import { wordForm } from './word-forms.js';

/** Words that mean much the same in a call to a company, by the name of their class. */
export type WordClasses = ReadonlyMap<string, string>;

/** A word as the phrase model knows it. */
export interface KnownWord {
  readonly number: number;
  /** Number of its class; 0 where it has none. */
  readonly ofClass: number;
  /** Of its class where it has one, else its own. */
  readonly meant: number;
  readonly negates: boolean;
  readonly supposes: boolean;
  readonly ofOthers: boolean;
  readonly ofSelf: boolean;
  /** Ends what a negation reaches. */
  readonly turns: boolean;
  /** What it says as the first word of an answer: 1 yes, 2 no, 3 neither. */
  readonly answers: number;
}

const YES = new Set('yes yeah yep yup sure okay ok please right correct exactly fine great perfect alright aye absolutely'.split(' '));
const NO = new Set('no nope nah not never'.split(' '));
const NEGATIONS = new Set('not no never nobody nothing none without neither nor hardly'.split(' '));
const CONDITIONS = new Set('if whether suppose supposing imagine hypothetically theoretically unless'.split(' '));
const OTHERS = new Set('he she they friend neighbour neighbor colleague brother sister mother mum mom father dad cousin aunt uncle somebody someone people everyone flatmate'.split(' '));
const SELF = new Set(['i', 'we', 'my', 'our', 'me']);
const ENDS_SCOPE = new Set(['but', 'so', 'because', 'and', 'then']);

const MOST_WORDS = 20_000;

/** Looks words up, each but once. */
export function knownWords(classes: WordClasses): (text: string) => KnownWord {
  const known = new Map<string, KnownWord>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const form = wordForm(text);
    const named = classes.get(form);
    const [number, ofClass] = [numberOf(form), named === undefined ? 0 : numberOf(`@${named}`)];
    const made = {
      number, ofClass, meant: ofClass || number, negates: NEGATIONS.has(text), supposes: CONDITIONS.has(text), ofOthers: OTHERS.has(text), ofSelf: SELF.has(text), turns: ENDS_SCOPE.has(text),
      answers: YES.has(text) ? 1 : NO.has(text) ? 2 : 3,
    };
    // Words of all calls ever read are not kept.
    if (known.size > MOST_WORDS) known.clear();
    known.set(text, made);
    return made;
  };
}
