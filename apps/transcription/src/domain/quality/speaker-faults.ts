import { fault, percent, type Checked, type Fault } from './fault.js';

/** From this share on, who said what cannot be relied on. */
const MANY = 0.3;

/** Who speaks is told for some and not for others, or more voices have names than can be told apart. */
export function speakerFaults({ utterances, voices }: Checked): Fault[] {
  if (utterances.length === 0) return [];
  const unknown = utterances.filter(({ speaker }) => speaker === 'unknown');
  if (unknown.length === 0) return [];
  const share = unknown.length / utterances.length;
  const detail = `${unknown.length} of ${utterances.length} utterances (${percent(share)}) have no speaker`;
  // A source that told nobody apart is not inconsistent; it has nothing to say, and that is no fault.
  if (unknown.length === utterances.length) return voices > 1 ? [fault('speakers', 'review', false, `${voices} voices are named, and none of them is known to be the agent or the customer`)] : [];
  return [fault('speakers', share > MANY ? 'review' : 'notice', false, detail, unknown)];
}
