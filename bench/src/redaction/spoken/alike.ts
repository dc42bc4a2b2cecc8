/** Words by which a recogniser writes a figure or a letter that it heard. */
const SOUNDS_AS = new Map<string, string>(
  Object.entries({ '0': 'o oh', '1': 'won', '2': 'to too', '4': 'for fore', '8': 'ate', a: 'ay eh', b: 'be bee', c: 'see sea', g: 'gee', i: 'eye', j: 'jay', k: 'kay', l: 'el', m: 'em', n: 'en', p: 'pee pea', q: 'queue cue', r: 'are', t: 'tea tee', u: 'you', y: 'why' }).flatMap(([sign, words]) => words.split(' ').map((word) => [`${sign} ${word}`, word] as const)),
);

/** Of so much of the longer word's letters the other one is the same, to be recognised in it. */
const CLOSE = 0.6;
/** Shorter words have to be the same: "Ann" is not recognised in "and". */
const LONG = 4;

/** Letters that have to be changed, put in or left out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min((row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** How a word sounds, roughly: consonants alone, those that sound alike as one, none twice. */
const sound = (word: string): string =>
  word.normalize('NFD').replace(/\p{M}/gu, '').replace(/ph/g, 'f').replace(/gh|h/g, '').replace(/[ckq]/g, 'k').replace(/[szx]/g, 's').replace(/[vw]/g, 'v').replace(/[td]/g, 't').replace(/[bp]/g, 'p').replace(/[aeiouy]/g, '').replace(/(.)\1+/g, '$1');

/** Are both the same, or the same sound of a figure or letter? */
export const isSame = (said: string, heard: string): boolean => said === heard || SOUNDS_AS.has(`${said} ${heard}`);

/** Can the word that was said be recognised in what was heard, by its spelling or its sound? Figures only by themselves. */
export function isClose(said: string, heard: string): boolean {
  if (/\d/.test(said) || /\d/.test(heard)) return false;
  const longer = Math.max(said.length, heard.length);
  const shorter = Math.min(said.length, heard.length);
  if (shorter < 3 || longer < LONG) return false;
  if (shorter >= longer * CLOSE && distance(said, heard) <= longer * (1 - CLOSE)) return true;
  const [a, b] = [sound(said), sound(heard)];
  return a.length >= 3 && a === b;
}
