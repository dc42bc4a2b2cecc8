import type { SpeakerRole } from '@callmesh/contracts';
import type { Sentence } from '../language/tokens.js';
import type { Rule } from './rule-pack.js';

/** What weakens or voids a cue where it stands. */
export type Modifier = 'negated' | 'hedged' | 'hypothetical' | 'conditional' | 'third-party' | 'question';

/** A place where a rule matched. */
export interface Cue {
  readonly rule: Rule;
  readonly role: string;
  readonly tag: string | null;
  readonly weight: number;
  readonly sentence: Sentence;
  readonly speaker: SpeakerRole;
  /** Token range. */
  readonly from: number;
  readonly to: number;
  readonly modifiers: ReadonlySet<Modifier>;
}
