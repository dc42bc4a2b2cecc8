const IRREGULAR = new Map(
  `came come, went go, gone go, got get, gotten get, gave give, given give, took take, taken take, sent send, paid pay, said say, told tell, left leave, lost lose, broke break, broken break, bought buy, rang ring, rung ring,
  wrote write, written write, kept keep, made make, meant mean, heard hear, held hold, brought bring, did do, done do, does do, has have, had have, is be, are be, was be, were be, been be, am be, stuck stick, spoke speak,
  spoken speak, children child, monies money, froze freez, frozen freez, stole steal, stolen steal, sold sell, stood stand, felt feel, found find, thought think, knew know, known know, began begin`
    .split(',')
    .map((pair) => pair.trim().split(' ') as [string, string]),
);
const DAYS = new Set('monday tuesday wednesday thursday friday saturday sunday'.split(' '));
const MONTHS = new Set('january february march april june july august september october november december'.split(' '));
const NUMBERS = new Set('two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand'.split(' '));

/** Cuts the commonest endings off: "charges", "charged" and "charging" are one word. */
function stem(word: string): string {
  if (word.length <= 3) return word;
  let bare = word.replace(/ies$/, 'y');
  if (bare.length > 4) bare = bare.replace(/(ss|sh|ch|x)es$/, '$1');
  if (/[^su]s$/.test(bare)) bare = bare.slice(0, -1);
  if (bare.length > 5) {
    const cut = bare.replace(/(?:ing|ed)$/, '');
    if (cut !== bare && cut.length >= 3 && /[aeiouy]/.test(cut)) bare = /([^ls])\1$/.test(cut) ? cut.slice(0, -1) : cut;
  }
  return bare.length > 4 ? bare.replace(/e$/, '') : bare;
}

/** A token as the phrase model knows it: a placeholder, a number, a day or a month by what it is, any other word by its stem. */
export function wordForm(text: string): string {
  if (text.startsWith('[')) return `<${text.slice(1).replace(/[_\]].*$/, '').toLowerCase()}>`;
  if (/^\d/.test(text) || NUMBERS.has(text)) return '<number>';
  if (/^[$€£₹¥]$/.test(text)) return '<currency>';
  if (DAYS.has(text)) return '<day>';
  if (MONTHS.has(text)) return '<month>';
  return IRREGULAR.get(text) ?? stem(text);
}
