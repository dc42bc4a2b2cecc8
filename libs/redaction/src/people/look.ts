import type { Utterance } from '@callmesh/contracts';
import type { Topic } from '../asked.js';
import { lineOf, tokenWord, type Line } from '../learned/features.js';
import type { Word } from '../learned/words.js';
import { COMMON, DOUBLE, FIRST, LAST, NEVER, PLACE } from '../lexicon.js';
import { tokensOf, type Token } from '../tokens.js';
import { nameShape } from './name-shape.js';

/** Log odds from which a word on no list counts as like a name. */
const LIKE_A_NAME = 0.35;

/** An utterance as the rules for names look at it: its tokens and what is known of each. */
export class Look {
  readonly tokens: readonly Token[];
  readonly text: string;
  /** Nothing is written large but its first letter, as some recognisers do. */
  readonly small: boolean;
  private readonly shouted: boolean;
  /** As a model reads it. */
  readonly line: Line;
  private readonly words: readonly Word[];

  /** `last`: the utterance before, as it was looked at. */
  constructor(utterance: Utterance, asked: Topic | null, last: Look | null, turn: boolean) {
    this.tokens = tokensOf(utterance);
    this.text = utterance.text;
    this.words = this.tokens.map(tokenWord);
    let large = 0;
    for (let at = 1; at < this.tokens.length; at += 1) {
      const token = this.tokens[at] as Token;
      if (token.kind === 'word' && token.large && token.text !== 'i' && !token.text.startsWith("i'") && token.end - token.start > 1) large += 1;
    }
    this.small = large === 0;
    this.shouted = large > 2 && !/\p{Ll}/u.test(this.text.slice(0, 400));
    this.line = lineOf(this.text, this.tokens, this.words, asked, last?.line ?? null, turn);
  }

  word(at: number): string {
    return this.isWord(at) ? (this.words[at] as Word).plain : '';
  }
  has(at: number, wanted: number): boolean {
    return at >= 0 && at < this.words.length && ((this.words[at] as Word).flags & wanted) !== 0;
  }
  large(at: number): boolean {
    return at >= 0 && at < this.tokens.length && this.tokens[at]?.large === true;
  }
  isWord(at: number): boolean {
    return at >= 0 && at < this.tokens.length && this.tokens[at]?.kind === 'word';
  }
  /** Written in capitals throughout, as short forms are, or a part of a longer code: "IBAN", "mary_88". */
  private odd(at: number): boolean {
    const token = this.tokens[at];
    if (token === undefined) return true;
    if (/[_@#\d\/\\]/.test(this.text[token.end] ?? '') || /[_@#\d\/\\]/.test(this.text[token.start - 1] ?? '')) return true;
    return token.large && token.end - token.start <= 5 && !this.shouted && this.text.slice(token.start, token.end).toUpperCase() === this.text.slice(token.start, token.end) && token.end - token.start > 1 && (token.end - token.start < 5 || !this.has(at, FIRST | LAST));
  }
  /** On a list of first names and no ordinary word. */
  first(at: number): boolean {
    return this.has(at, FIRST) && !this.has(at, COMMON | DOUBLE);
  }
  last(at: number): boolean {
    return this.has(at, LAST) && !this.has(at, COMMON | DOUBLE);
  }
  /** A name that is an ordinary word too, written large where that says something. */
  double(at: number): boolean {
    return this.has(at, FIRST | LAST) && this.has(at, COMMON | DOUBLE) && this.large(at) && !(this.has(at, NEVER) && this.word(at).length < 4 && this.word(at) !== 'may');
  }
  /** On no list of names and no ordinary word. */
  unknown(at: number): boolean {
    return this.isWord(at) && this.word(at).length > 1 && !this.has(at, FIRST | LAST | COMMON);
  }
  /** On no list, but with the letters of a name. */
  likely(at: number): boolean {
    return this.unknown(at) && nameShape(this.word(at)) > LIKE_A_NAME;
  }
  never(at: number): boolean {
    return this.has(at, NEVER);
  }
  place(at: number): boolean {
    return this.has(at, PLACE);
  }
  /** Could be a part of a name at all. */
  possible(at: number): boolean {
    return this.isWord(at) && this.word(at).length > 1 && !this.odd(at) && (this.has(at, FIRST | LAST) ? !this.has(at, COMMON) || (this.large(at) && (!this.has(at, NEVER) || this.double(at))) : !this.has(at, COMMON));
  }
  /** A name that is an ordinary word too, where nothing is written large. */
  smallDouble(at: number): boolean {
    return this.small && this.has(at, FIRST) && this.has(at, DOUBLE) && !this.has(at, NEVER) && this.word(at).length > 2;
  }
  /** Nothing but a blank or a hyphen stands before. */
  bound(at: number): boolean {
    const [before, token] = [this.tokens[at - 1], this.tokens[at]];
    if (before === undefined || token === undefined) return false;
    const gap = token.start - before.end;
    return gap >= 0 && gap <= 2 && (gap === 0 ? before.text === '-' || token.text === '-' || token.text === '.' || before.text === '.' : !this.text.slice(before.end, token.start).includes('\n'));
  }
  /** Does a sentence begin here? */
  begins(at: number): boolean {
    return at === 0 || /^[.!?:]$/.test(this.tokens[at - 1]?.text ?? '');
  }
}
