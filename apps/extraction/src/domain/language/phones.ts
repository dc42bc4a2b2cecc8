/**
 * Words as they sound, roughly: one letter per consonant sound, `a` for any vowel. English spelling tells little of its vowels, and recognisers get consonants right more often.
 * `T` is th, `S` sh, `C` ch, `J` j; what is not heard (the k of "know", the e of "name") is left out.
 */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/['’.-]/g, ''],
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^ps/, 's'],
  [/^x/, 'z'],
  [/mb$/, 'm'],
  [/(?<=[^aeioutd])ed$/, 'd'],
  [/tch/g, 'C'],
  [/dg(?=[eiy])/g, 'J'],
  [/(?:t|ss)ion/g, 'San'],
  [/s(?:c?h|ion)/g, 'S'],
  [/ch(?=r)/g, 'k'],
  [/ch/g, 'C'],
  [/ph/g, 'f'],
  [/th/g, 'T'],
  [/wh/g, 'w'],
  [/(?<=[aeiou])gh(?=t|$)/g, ''],
  [/gh/g, 'g'],
  [/ck/g, 'k'],
  [/qu?/g, 'kw'],
  [/x/g, 'ks'],
  [/sc(?=[eiy])/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/(?<=[^aeiou])e(?=s?$)/g, ''],
  [/j/g, 'J'],
  [/^y(?=[aeiou])/, 'Y'],
  [/(?<=[aeiou])[wy](?![aeiou])/g, 'a'],
  [/[aeiouy]+/g, 'a'],
  [/(?<=a)h(?!a)/g, ''],
  [/(.)\1+/g, '$1'],
];
const DIGITS = ['ziro', 'wun', 'too', 'three', 'for', 'five', 'siks', 'seven', 'ait', 'nine'];

const kept = new Map<string, string>();
const MOST_KEPT = 20_000;

/** The sounds of one word or of several written as one. */
function phonesOf(word: string): string {
  const known = kept.get(word);
  if (known !== undefined) return known;
  const spelled = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? '');
  const phones = SPELLINGS.reduce((text, [spelling, sound]) => text.replace(spelling, sound), spelled).replace(/[^A-Za-z]/g, '');
  if (kept.size > MOST_KEPT) kept.clear();
  kept.set(word, phones);
  return phones;
}

/** Words said in a row: what meets in one sound is heard once. */
export const phonesOfAll = (words: readonly string[]): string => words.map(phonesOf).join('').replace(/(.)\1+/g, '$1');

/** Sounds that are taken for each other on the telephone. */
const ALIKE = ['pb', 'td', 'kg', 'fv', 'sz', 'SC', 'CJ', 'SJ', 'Tf', 'Ts', 'Td', 'TD', 'Tv', 'mn', 'lr', 'lw', 'rw', 'gJ', 'sS', 'sf', 'zJ', 'bv', 'tC', 'dJ', 'pk', 'pt', 'kt', 'bd', 'gd', 'zs', 'YJ', 'Ck'];
const alike = new Set(ALIKE.flatMap(([a = '', b = '']) => [a + b, b + a]));
/** Hardly heard: breath, glides, and vowels, of which the spelling tells little. */
const WEAK = new Set([...'hwYra']);
const VOWEL = 0.25;
const FAINT = 0.6;
const NEAR = 0.45;

const weight = (phone: string | undefined): number => (phone === 'a' ? VOWEL : phone !== undefined && WEAK.has(phone) ? FAINT : 1);
const change = (a: string | undefined, b: string | undefined): number => {
  if (a === b) return 0;
  if (a === 'a' || b === 'a') return weight(a) + weight(b);
  return alike.has(`${a}${b}`) ? NEAR : Math.max(weight(a), weight(b));
};

/** How much there is to hear in some sounds: about 1 for a consonant. */
export const soundWeight = (phones: string): number => [...phones].reduce((sum, phone) => sum + weight(phone), 0);

/** How alike two stretches of speech sound, 1 for the same and 0 for nothing in common: what had to be heard differently, over what there is to hear in the longer. */
export function soundAlikeness(a: string, b: string): number {
  const before = [0];
  for (let j = 0; j < b.length; j += 1) before.push((before[j] ?? 0) + weight(b[j]));
  const whole = Math.max(1, soundWeight(a), before.at(-1) ?? 0);
  for (let i = 0; i < a.length; i += 1) {
    // One row is kept: `corner` is what stood to the upper left.
    let corner = before[0] ?? 0;
    before[0] = corner + weight(a[i]);
    for (let j = 0; j < b.length; j += 1) {
      const above = before[j + 1] ?? 0;
      before[j + 1] = Math.min(above + weight(a[i]), (before[j] ?? 0) + weight(b[j]), corner + change(a[i], b[j]));
      corner = above;
    }
  }
  return 1 - (before.at(-1) ?? 0) / whole;
}

/** Which of a few groups a consonant belongs to; sounds of a group are taken for each other. */
const GROUPS = new Map([...'pPbP tTdT kKgKCKJK fFvFTF sSzSSS mNnN lLrL'.replaceAll(' ', '').matchAll(/(.)(.)/g)].map(([, phone = '', group = '']) => [phone, group]));

/** Pairs of neighbouring consonants, by their groups: what sounds alike shares most of them. */
export function soundPairs(phones: string): ReadonlySet<string> {
  const bones = [...phones].flatMap((phone) => GROUPS.get(phone) ?? []);
  return new Set(bones.slice(1).map((bone, at) => `${bones[at] ?? ''}${bone}`));
}
