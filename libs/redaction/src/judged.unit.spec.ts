import { askedBefore } from './asked.js';
import { asUtterances, splitText } from './document/split-text.js';
import { byShape, verdict, type Verdict } from './finding.js';
import { LearnedJudge } from './judged.js';
import { NUMBER_KINDS, NUMBER_SIZE, type NumberWeights } from './learned/number-kinds.js';
import { findRuns } from './runs.js';

/** Models that find each kind as likely as its bias says, whatever stands there. */
const biased = (biases: Readonly<Record<string, number>>): NumberWeights => Object.fromEntries(NUMBER_KINDS.map((kind) => [kind, { weights: new Int8Array(NUMBER_SIZE), unit: 1, bias: biases[kind] ?? -9 }])) as unknown as NumberWeights;

function decide(text: string, biases: Readonly<Record<string, number>>, rule: Verdict | 'thing' | null): string | null {
  const utterances = asUtterances(text, splitText(text));
  const questions = askedBefore(utterances);
  const [run] = findRuns(utterances, questions);
  if (run === undefined) throw new Error(`no number in "${text}"`);
  return new LearnedJudge(biased(biases), utterances, questions).decide(run, rule, false)?.type ?? null;
}

describe('a number judged by what was learned, beside the rules', () => {
  const text = 'it says 4 0 9 there';

  it('is what the models are sure of where rules say nothing', () => {
    expect(decide(text, { CVV: 2 }, null)).toBe('CVV');
    expect(decide(text, { CVV: -2 }, null)).toBeNull();
  });

  it('of two digits is left to the rules', () => {
    expect(decide('it says 4 0 there', { CVV: 9 }, null)).toBeNull();
  });

  it('is what the models say where rules have its digits alone to go by, nothing personal too', () => {
    expect(decide(text, { SSN: 1 }, byShape('PHONE', 'long', 0.5))).toBe('SSN');
    expect(decide(text, { SSN: -1, PHONE: 0 }, byShape('PHONE', 'long', 0.5))).toBe('PHONE');
    expect(decide(text, {}, byShape('PHONE', 'long', 0.5))).toBeNull();
  });

  it('stays what was said of it, unless they are nearly sure of another kind and no less is kept of that', () => {
    expect(decide(text, { SSN: 0 }, verdict('PHONE', 'asked for', 0.7))).toBe('PHONE');
    expect(decide(text, { SSN: 4 }, verdict('PHONE', 'asked for', 0.7))).toBe('SSN');
    expect(decide(text, { SSN: 4 }, verdict('CVV', 'asked for', 0.7))).toBe('CVV');
    expect(decide(text, { SSN: 9 }, verdict('PHONE', 'after a phone cue', 0.95))).toBe('PHONE');
    expect(decide(text, {}, verdict('PHONE', 'asked for', 0.7))).toBe('PHONE');
  });

  it('of a thing, as rules say, is more only where they are nearly sure', () => {
    expect(decide(text, { CVV: 2 }, 'thing')).toBeNull();
    expect(decide(text, { CVV: 4 }, 'thing')).toBe('CVV');
  });

  it('is nothing new where something was redacted before', () => {
    expect(decide('[PHONE_1] or 4 0 9 there', { CVV: 9 }, null)).toBeNull();
  });
});
