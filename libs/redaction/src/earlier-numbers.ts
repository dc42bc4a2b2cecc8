import type { Utterance } from '@callmesh/contracts';
import { CARD_MASK, MASK } from './mask.js';
import { before, type Place } from './context.js';
import type { Run } from './runs.js';
import { matchesOf } from './matches.js';

const PLACEHOLDER = new RegExp(`\\[(?<type>(?!PERSON|ORGANISATION|NATIONALITY|AGE)[A-Z][A-Z_]*)_\\d+\\]|${MASK}+|${CARD_MASK}+`, 'g');

/**
 * Which numbers came before the one being judged. Placeholders count as the numbers that they stand for, so that a
 * text that was redacted before is judged as it was then: redacting twice changes nothing.
 */
export class EarlierNumbers {
  /** The last number or placeholder so far. */
  last: Place | null = null;
  /** Utterance of the last card number so far. */
  lastCard = -Infinity;
  /** Was it a whole number, so that date and code may follow? */
  cardIsWhole = true;
  private readonly placeholders: (Place & { readonly card: boolean })[];
  private next = 0;

  constructor(utterances: readonly Utterance[]) {
    this.placeholders = utterances.flatMap((utterance, index) =>
      !utterance.text.includes('[') && !utterance.text.includes(MASK) && !utterance.text.includes(CARD_MASK) ? [] : matchesOf(PLACEHOLDER, utterance.text).map((match) => ({ utterance: index, start: match.index, card: match.groups?.['type'] === 'CREDIT_CARD' || match[0].startsWith(CARD_MASK) })),
    );
  }

  /** Takes in the placeholders before a place. */
  advanceTo(place: Place): void {
    for (let placeholder = this.placeholders[this.next]; placeholder !== undefined && before(placeholder, place); placeholder = this.placeholders[this.next]) {
      this.move(placeholder);
      if (placeholder.card) this.lastCard = Math.max(this.lastCard, placeholder.utterance);
      this.next += 1;
    }
  }

  /** Takes in a number that was judged. */
  see(run: Run): void {
    const last = run.at(-1);
    if (last !== undefined) this.move(last);
  }

  private move(place: Place): void {
    if (this.last === null || before(this.last, place)) this.last = place;
  }
}
