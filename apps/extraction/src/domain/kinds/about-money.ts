import type { Reading } from '../finding.js';
import type { Sentence } from '../language/tokens.js';
import type { Cue } from '../rules/cue.js';

/** Sentences near "could I have that back" in which money makes "that" money. */
const MONEY_WITHIN = 6;
/** "I want that back. Thirty pounds." */
const MONEY_AFTER = 1;

/** Whether money was spoken of where a cue stands, or just near it: an amount, or a cue of the pack's role `money`. */
export function isAboutMoney({ references }: Reading, { sentence }: Cue, cues: readonly Cue[]): boolean {
  const near = (s: Sentence): boolean => s.index - sentence.index <= MONEY_AFTER && sentence.index - s.index <= MONEY_WITHIN;
  return references.some((r) => r.kind === 'amount' && near(r.sentence)) || cues.some((c) => c.role === 'money' && near(c.sentence));
}
