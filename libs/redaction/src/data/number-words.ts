const words = (list: string, first = 0): [string, string][] => list.split(' ').map((word, at) => [word, String(first + at)]);
/** Digits by the words for them. */
export const UNITS = new Map([...words('zero one two three four five six seven eight nine'), ['nought', '0'], ['naught', '0'], ['aught', '0'], ['nil', '0'], ['niner', '9'], ['fife', '5']]);
/** Numbers from ten to nineteen. */
export const TEENS = new Map(words('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10));
/** First digits of twenty to ninety. */
export const TENS = new Map(words('twenty thirty forty fifty sixty seventy eighty ninety', 2).concat([['fourty', '4']]));
/** How many times the digit after it is meant. */
export const REPEATS = new Map([
  ['double', 2],
  ['dubble', 2],
  ['triple', 3],
  ['treble', 3],
  ['quadruple', 4],
]);
/** "two fives", "three zeros". */
export const PLURALS = new Map([...words('zeros ones twos threes fours fives sixes sevens eights nines'), ['zeroes', '0'], ['noughts', '0'], ['ohs', '0']]);
/** Before a plural: how many of it. */
export const TIMES = new Map([['two', 2], ['three', 3], ['four', 4], ['2', 2], ['3', 3], ['4', 4]]);

/** What the engine writes when a digit sounds like a common word; a digit only in the midst of others. */
export const SOUND_ALIKES = new Map([
  ['oh', '0'],
  ['o', '0'],
  ['ought', '0'],
  ['to', '2'],
  ['too', '2'],
  ['for', '4'],
  ['fore', '4'],
  ['ate', '8'],
  ['won', '1'],
  ['tree', '3'],
  ['free', '3'],
  ['sex', '6'],
]);

/** Any word that a spoken number can begin with, so that all others cost one look-up. */
export const STARTS = new Set([...UNITS.keys(), ...TEENS.keys(), ...TENS.keys(), ...REPEATS.keys(), ...SOUND_ALIKES.keys()]);
