import { CITIES, COUNTRIES, STATE_CODES, STATES } from '../data/cities.js';
import { STREET_AFTER, STREET_BEFORE, STREET_END, STREET_WORDS, UNITS } from '../data/streets.js';
import { readDigits } from '../digit-words.js';
import { COMMON, is } from '../lexicon.js';
import { plain } from '../plain.js';
import type { Token } from '../tokens.js';

/** First words of places of several words, so that most tokens are looked up once. */
const LONG = new Map<string, string[]>();
for (const place of [...CITIES, ...COUNTRIES, ...STATES]) {
  const first = place.slice(0, place.indexOf(' '));
  if (place.includes(' ')) LONG.set(first, [...(LONG.get(first) ?? []), place].sort((a, b) => b.length - a.length));
}

/** The tokens of an utterance as the rules for addresses look at them. */
export class Street {
  private readonly names: string[];

  constructor(
    readonly tokens: readonly Token[],
    readonly text: string,
  ) {
    this.names = tokens.map((token) => (token.kind === 'word' ? plain(token.text) : token.text));
  }

  name(at: number): string {
    return this.names[at] ?? '';
  }
  large(at: number): boolean {
    return this.tokens[at]?.large === true;
  }
  isWord(at: number): boolean {
    return this.tokens[at]?.kind === 'word';
  }
  /** How many tokens say a number here; 0: none. "7a", "14/3" and "twenty two" are one. */
  number(at: number): number {
    const spoken = readDigits(this.tokens, at);
    if (spoken === null || spoken.doubtful) return 0;
    let to = at + spoken.tokens;
    const glued = (i: number): boolean => this.tokens[i]?.start === this.tokens[i - 1]?.end;
    if (this.tokens[to]?.kind === 'word' && (this.tokens[to]?.text.length ?? 0) <= 2 && glued(to) && this.tokens[at]?.kind === 'figures') to += 1;
    while (to < at + 10 && /^[-/–]$/.test(this.tokens[to]?.text ?? '') && glued(to) && glued(to + 1) && (this.tokens[to + 1]?.kind === 'figures' || this.name(to + 1).length === 1)) to += 2;
    return to - at;
  }
  after(at: number): boolean {
    return this.isWord(at) && STREET_AFTER.has(this.name(at));
  }
  /** A street's kind that is an ordinary word needs a capital, here or before. */
  sureAfter(at: number): boolean {
    return this.after(at) && (!STREET_WORDS.has(this.name(at)) || this.large(at) || (this.large(at - 1) && this.isWord(at - 1)));
  }
  before(at: number): boolean {
    return this.isWord(at) && STREET_BEFORE.has(this.name(at)) && (this.name(at).length > 3 || (this.large(at) && this.name(at).length > 1) || this.tokens[at + 1]?.text === '.' || this.tokens[at + 1]?.text === '/' || ['rue', 'via', 'rua', 'ul', 'jl'].includes(this.name(at)));
  }
  compound(at: number): boolean {
    return this.isWord(at) && this.name(at).length > 5 && STREET_END.test(this.name(at)) && !is(this.name(at), COMMON) && !CITIES.has(this.name(at));
  }
  unit(at: number): boolean {
    return UNITS.has(this.name(at)) && (this.name(at).length > 2 || this.tokens[at + 1]?.text === '.' || this.number(at + 1) > 0 || this.large(at));
  }
  /** How many tokens name a place: the longest name wins; 0: none. */
  place(at: number): number {
    const name = this.name(at);
    for (const long of LONG.get(name) ?? []) {
      const count = long.split(' ').length;
      if (this.names.slice(at, at + count).join(' ') === long) return count;
    }
    // "Reading", "Mobile", "Nice": ordinary words are places only where they are written large.
    if (!this.large(at) && is(name, COMMON)) return 0;
    if (CITIES.has(name) || COUNTRIES.has(name) || STATES.has(name)) return 1;
    const token = this.tokens[at];
    return token !== undefined && token.large && STATE_CODES.has(this.text.slice(token.start, token.end)) ? 1 : 0;
  }
  common(at: number): boolean {
    return is(this.name(at), COMMON);
  }
  glued(at: number): boolean {
    return this.tokens[at]?.start === this.tokens[at - 1]?.end;
  }
}
