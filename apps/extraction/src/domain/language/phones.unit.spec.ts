import { phonesOfAll, soundAlikeness } from './phones.js';

const alike = (a: string, b: string): number => soundAlikeness(phonesOfAll(a.split(' ')), phonesOfAll(b.split(' ')));

describe('words are compared as they sound', () => {
  it.each([
    ['zen dora', 'zendora'],
    ['night wright', 'nite rite'],
    ['fisher phone', 'fischer fone'],
    ['quick sell', 'kwik sel'],
  ])('%s is %s', (heard, said) => expect(alike(heard, said)).toBe(1));

  it.each([
    ['a voiced consonant for its breathed one', 'barkfeld', 'parkfelt'],
    ['one consonant lost', 'talderstow', 'calderstow'],
    ['other vowels', 'merridan', 'meridian'],
  ])('%s leaves much alike', (_what, heard, said) => expect(alike(heard, said)).toBeGreaterThan(0.8));

  it('other words are not', () => {
    expect(alike('the delivery', 'calderstow')).toBeLessThan(0.5);
    expect(alike('customer care', 'northwind')).toBeLessThan(0.5);
  });

  it('a sound that is not there costs more than one that is near', () => expect(alike('tanlet', 'tandlet')).toBeLessThan(alike('tantlet', 'tandlet')));
});
