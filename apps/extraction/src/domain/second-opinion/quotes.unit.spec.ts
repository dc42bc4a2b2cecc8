import fc from 'fast-check';
import { findSaid } from './quotes.js';

const seed = Number(process.env.SEED);
process.stdout.write(`quotes: SEED=${seed}\n`);

it.each([
  ['I’d like — to cancel, PLEASE.', "i'd like to cancel please", 'I’d like — to cancel, PLEASE'],
  ['Crème brûlée für Zoë!', 'creme brulee fur zoe', 'Crème brûlée für Zoë'],
  ['My number is [PHONE_1], call me.', 'number is phone 1', 'number is [PHONE_1'],
  ['unrefundable', 'refund', null],
  ['cancel my order', 'cancel your order', null],
  ['', 'anything', null],
  ['anything', '…', null],
  ['party 🎉 time', 'party time', 'party 🎉 time'],
])('in “%s”, “%s” is %p', (text, said, found) => {
  const place = findSaid(text, said);
  expect(place && text.slice(place.start, place.end)).toBe(found);
});

it('words of a text are found in it, whatever their case, spacing and punctuation', () => {
  const word = fc.stringMatching(/^[a-zà-öø-ÿ]{1,9}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (words, a, b) => {
      const [from, to] = [a % words.length, (b % words.length) + 1].sort((x, y) => x - y) as [number, number];
      const wanted = words.slice(from, Math.max(to, from + 1));
      const place = findSaid(words.join(', '), wanted.join(' — ').toUpperCase().toLowerCase().toUpperCase());
      expect(place).not.toBeNull();
    }),
    { seed, numRuns: 300 },
  );
});
