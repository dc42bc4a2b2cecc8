import { STATE_CODES } from '../data/cities.js';
import { STREET_WORDS } from '../data/streets.js';
import { readDigits } from '../digit-words.js';
import { AFTER, BEFORE, BUILDING, COMPOUND, UNIT, type Word } from '../learned/words.js';
import type { Token } from '../tokens.js';
import { LONG_PLACES } from './long-places.js';

/** Of a look-up that was not made yet. */
const UNKNOWN = -1;

/** The tokens of an utterance as the rules for addresses look at them. */
export class Street {
  private readonly numbers: Int16Array;
  private readonly places: Int16Array;

  constructor(
    readonly tokens: readonly Token[],
    readonly words: readonly Word[],
    readonly text: string,
  ) {
    this.numbers = new Int16Array(tokens.length).fill(UNKNOWN);
    this.places = new Int16Array(tokens.length).fill(UNKNOWN);
  }

  name(at: number): string {
    if (at < 0 || at >= this.tokens.length) return '';
    return this.tokens[at]?.kind === 'word' ? (this.words[at]?.full ?? '') : (this.tokens[at]?.text ?? '');
  }
  private bit(at: number, wanted: number): boolean {
    return at >= 0 && at < this.tokens.length && this.tokens[at]?.kind === 'word' && ((this.words[at]?.street ?? 0) & wanted) !== 0;
  }
  large(at: number): boolean {
    return at >= 0 && at < this.tokens.length && this.tokens[at]?.large === true;
  }
  isWord(at: number): boolean {
    return at >= 0 && at < this.tokens.length && this.tokens[at]?.kind === 'word';
  }
  /** How many tokens say a number here; 0: none. "7a", "14/3" and "twenty two" are one. */
  number(at: number): number {
    if (at < 0 || at >= this.numbers.length) return 0;
    const known = this.numbers[at] as number;
    return known === UNKNOWN ? (this.numbers[at] = this.readNumber(at)) : known;
  }
  private readNumber(at: number): number {
    if (this.tokens[at]?.kind === 'mark') return 0;
    const spoken = readDigits(this.tokens, at);
    if (spoken === null || spoken.doubtful) return 0;
    let to = at + spoken.tokens;
    const glued = (i: number): boolean => this.tokens[i]?.start === this.tokens[i - 1]?.end;
    if (this.tokens[to]?.kind === 'word' && (this.tokens[to]?.text.length ?? 0) <= 2 && glued(to) && this.tokens[at]?.kind === 'figures') to += 1;
    while (to < at + 10 && /^[-/–]$/.test(this.tokens[to]?.text ?? '') && glued(to) && glued(to + 1) && (this.tokens[to + 1]?.kind === 'figures' || this.name(to + 1).length === 1)) to += 2;
    return to - at;
  }
  after(at: number): boolean {
    return this.bit(at, AFTER);
  }
  /** A street's kind that is an ordinary word needs a capital, here or before. */
  sureAfter(at: number): boolean {
    return this.after(at) && (!STREET_WORDS.has(this.name(at)) || this.large(at) || (this.large(at - 1) && this.isWord(at - 1)));
  }
  before(at: number): boolean {
    return this.bit(at, BEFORE) && (this.name(at).length > 3 || (this.large(at) && this.name(at).length > 1) || this.tokens[at + 1]?.text === '.' || this.tokens[at + 1]?.text === '/' || ['rue', 'via', 'rua', 'ul', 'jl'].includes(this.name(at)));
  }
  compound(at: number): boolean {
    return this.bit(at, COMPOUND);
  }
  unit(at: number): boolean {
    return this.bit(at, UNIT) && (this.name(at).length > 2 || this.tokens[at + 1]?.text === '.' || this.number(at + 1) > 0 || this.large(at));
  }
  building(at: number): boolean {
    return this.bit(at, BUILDING);
  }
  /** How many tokens name a place: the longest name wins; 0: none. */
  place(at: number): number {
    if (at < 0 || at >= this.places.length || this.tokens[at]?.kind !== 'word') return 0;
    const known = this.places[at] as number;
    return known === UNKNOWN ? (this.places[at] = this.readPlace(at)) : known;
  }
  private readPlace(at: number): number {
    const name = this.name(at);
    for (const long of LONG_PLACES.get(name) ?? []) {
      let count = 0;
      while (count < long.length && this.name(at + count) === long[count]) count += 1;
      if (count === long.length) return count;
    }
    // "Reading", "Mobile", "Nice": ordinary words are places only where they are written large.
    if (!this.large(at) && this.common(at)) return 0;
    if (this.words[at]?.town === true) return 1;
    const token = this.tokens[at];
    return token !== undefined && token.large && token.end - token.start <= 3 && STATE_CODES.has(this.text.slice(token.start, token.end)) ? 1 : 0;
  }
  common(at: number): boolean {
    return at >= 0 && at < this.tokens.length && this.tokens[at]?.kind === 'word' && this.words[at]?.common === true;
  }
  /** Could a street with its number, or a place, begin here at all? Most words cannot. */
  begins(at: number): boolean {
    const token = this.tokens[at];
    if (token?.kind !== 'word') return token?.kind === 'figures';
    return this.words[at]?.begins === true || (token.large && token.end - token.start <= 3);
  }
  glued(at: number): boolean {
    return this.tokens[at]?.start === this.tokens[at - 1]?.end;
  }
}
