import type { Reading } from '../finding.js';
import type { Sentence } from '../language/tokens.js';
import type { Cue } from '../rules/cues.js';

/** Sentences before "could I have that back" in which money makes "that" money. */
const MONEY_WITHIN = 6;

/** Whether money was spoken of where a cue stands, or just before it: an amount, or a cue of the pack's role `money`. */
export function isAboutMoney({ references }: Reading, { sentence }: Cue, cues: readonly Cue[]): boolean {
  const before = (s: Sentence): boolean => s.index <= sentence.index && sentence.index - s.index <= MONEY_WITHIN;
  return references.some((r) => r.kind === 'amount' && before(r.sentence)) || cues.some((c) => c.role === 'money' && before(c.sentence));
}
