import type { Transcript } from '@callmesh/contracts';
import { callContext, transcriptOf } from '../testing/conversations.js';
import { bundledEngine } from '../engine.js';
import { withContacts } from './contacts.js';

const engine = bundledEngine();
const referenceOf = (placeholder: string): string => `vault://t/c/${placeholder}`;

/** What each fact of a call has of how people are reached. */
function contactsOf(turns: readonly string[], kept: readonly string[]): Record<string, string[]> {
  const transcript: Transcript = { ...transcriptOf(turns), redactions: kept.map((placeholder) => ({ placeholder, type: placeholder.slice(1, placeholder.lastIndexOf('_')), kept: true })) };
  const { insights } = engine(transcript, callContext());
  return Object.fromEntries(withContacts(insights, transcript, referenceOf).map(({ type, data }) => [type, data.entities.filter(({ party }) => party !== null).map(({ kind, value, party, text, utteranceId }) => `${kind} ${text} ${utteranceId} ${party?.reference} ${value}`)]));
}

describe('contact details of a fact', () => {
  it('are placeholders with their reference, said in its own words', () => {
    const found = contactsOf(['A: How can I help?', 'C: Could you call me back tomorrow on [PHONE_1]?', 'A: Sure, I will call you tomorrow.'], ['[PHONE_1]']);
    expect(found['callback.requested.v1']).toEqual(['phone [PHONE_1] u2 vault://t/c/[PHONE_1] null']);
  });

  it('of a call back are the number that is said next, where its own words have none', () => {
    const found = contactsOf(['A: How can I help?', 'C: Could you call me back tomorrow?', 'A: Of course. What number is best?', 'C: [PHONE_2] is my work number.', 'A: Noted, I will call you tomorrow.'], ['[PHONE_2]']);
    expect(found['callback.requested.v1']).toEqual(['phone [PHONE_2] u4 vault://t/c/[PHONE_2] null']);
  });

  it('are none of what the vault does not keep, or is no contact', () => {
    const found = contactsOf(['A: How can I help?', 'C: Could you call me back tomorrow on [PHONE_1] about the card [CREDIT_CARD_1]?', 'A: Yes, I will.'], ['[CREDIT_CARD_1]']);
    expect(found['callback.requested.v1']).toEqual([]);
  });
});
