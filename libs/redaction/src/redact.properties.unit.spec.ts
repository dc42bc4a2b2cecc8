import type { Utterance } from '@callmesh/contracts';
import fc from 'fast-check';
import { redact } from './redact.js';

const seed = Number(process.env.SEED);
const check = (property: fc.IPropertyWithHooks<unknown[]> | fc.IProperty<never>): void => fc.assert(property as fc.IProperty<unknown>, { seed, numRuns: 300 });
beforeAll(() => process.stderr.write(`redaction properties: SEED=${seed}\n`));

const NAMES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const digit = fc.integer({ min: 0, max: 9 });
const digits = (min: number, max: number): fc.Arbitrary<number[]> => fc.array(digit, { minLength: min, maxLength: max });

/** One way of saying or writing digits: what stands for each of them, and what stands between two. */
const style = fc.record({
  words: fc.boolean(),
  oh: fc.boolean(),
  between: fc.infiniteStream(fc.constantFrom(' ', ' ', '-', ', ', ' um, ', ' uh ')),
});

type Style = { words: boolean; oh: boolean; between: Iterable<string> };

function say(value: readonly number[], { words, oh, between }: Style): string {
  const gaps = between[Symbol.iterator]();
  return value.map((d, i) => `${i === 0 ? '' : (gaps.next().value as string)}${words ? (d === 0 && oh && i > 0 ? 'oh' : NAMES[d]) : d}`).join('');
}

function utter(lines: readonly { speaker: 'agent' | 'customer'; text: string }[]): Utterance[] {
  return lines.map(({ speaker, text }, index) => ({
    id: `u${index + 1}`, speaker, channel: 0, text, startMs: index * 1000, endMs: index * 1000 + 900, confidence: null,
    words: text.split(/\s+/).filter((word) => word !== '').map((word, at) => ({ text: word, startMs: index * 1000 + at, endMs: index * 1000 + at + 1, confidence: null })),
  }));
}

/** Digits and digit words that are left outside placeholders. */
const left = (text: string): string => text.replace(/\[[A-Z_]+_\d+\]/g, '').toLowerCase().match(new RegExp(`\\d|\\b(?:${NAMES.join('|')}|oh)\\b`, 'g'))?.join(' ') ?? '';

const CUES: readonly (readonly [question: string, min: number, max: number])[] = [
  ['What is your card number?', 12, 19],
  ['And your credit card, please?', 7, 16],
  ['The security code on the back?', 3, 4],
  ['Your social security number?', 9, 9],
  ['What is the best phone number for you?', 7, 11],
  ['And your pin?', 4, 6],
];
const planted = fc.constantFrom(...CUES).chain(([question, min, max]) => fc.tuple(fc.constant(question), digits(min, max), style));

describe('redaction', () => {
  it('leaves no digit of an answer to a question for a number, in text or words, however it is said', () => {
    check(
      fc.property(planted, ([question, value, how]) => {
        const [, answer] = redact(utter([{ speaker: 'agent', text: question }, { speaker: 'customer', text: `Sure, that is ${say(value, how)}.` }])).utterances;
        expect(left(answer?.text ?? '')).toBe('');
        expect(left(answer?.words.map(({ text }) => text).join(' ') ?? '')).toBe('');
      }),
    );
  });

  it('leaves no digit of a card number that runs over several utterances', () => {
    check(
      fc.property(fc.array(fc.tuple(digits(4, 5), style), { minLength: 3, maxLength: 4 }), fc.constantFrom('Okay.', 'Mhm.', 'Yes, go on.', 'Uh huh.'), (groups, reply) => {
        const lines = groups.flatMap(([value, how]) => [{ speaker: 'customer' as const, text: say(value, how) }, { speaker: 'agent' as const, text: reply }]);
        const { utterances } = redact(utter([{ speaker: 'agent', text: 'Your card number, please?' }, ...lines]));
        expect(utterances.map(({ text }) => left(text)).join('')).toBe('');
      }),
    );
  });

  const anything = fc.array(
    fc.record({
      speaker: fc.constantFrom('agent' as const, 'customer' as const),
      text: fc.array(fc.oneof(fc.constantFrom('card', 'order', 'phone number', 'is', 'my', 'email', 'at', 'dot com', 'the security code', 'password is', 'ssn', 'okay', 'for', 'to', '$89.90', '10:30', '[PHONE_1]', ',', '.', 'pay', 'ten', 'thirty', 'double five', 'expires'), fc.nat({ max: 99_999 }).map(String), fc.constantFrom(...NAMES)), { minLength: 1, maxLength: 14 }).map((parts) => parts.join(' ')),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it('changes nothing the second time', () => {
    check(
      fc.property(anything, (lines) => {
        const once = redact(utter(lines)).utterances;
        expect(redact(once).utterances.map(({ text }) => text)).toEqual(once.map(({ text }) => text));
      }),
    );
  });

  it('gives spans in order, inside the text, and a text that is the old one with the spans replaced', () => {
    check(
      fc.property(anything, (lines) => {
        const input = utter(lines);
        const { utterances, spans } = redact(input);
        for (const [index, utterance] of input.entries()) {
          let at = 0;
          let text = '';
          for (const span of spans.filter(({ utteranceId }) => utteranceId === utterance.id)) {
            expect(span.start).toBeGreaterThanOrEqual(at);
            expect(span.end).toBeGreaterThan(span.start);
            text += utterance.text.slice(at, span.start) + span.placeholder;
            at = span.end;
          }
          expect(utterances[index]?.text).toBe(text + utterance.text.slice(at));
          expect(utterances[index]?.words.map(({ text: word }) => word).join(' ')).toBe(utterances[index]?.text.split(/\s+/).filter((word) => word !== '').join(' '));
        }
      }),
    );
  });
});
