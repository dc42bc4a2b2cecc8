import type { Draft } from './draft.js';
import type { Policy } from './policy.js';

/** Whose hands the queue item is in, seen from the one who decides. */
export type Hold = { readonly by: 'me' } | { readonly by: 'nobody' } | { readonly by: 'another'; readonly name: string };

interface Decision {
  readonly decidedBy: string;
  readonly reason: string;
  readonly hold: Hold;
  readonly expectedVersion?: number | undefined;
  /** The destination's id of the contact meant, where the number did not tell. */
  readonly contactId?: string | undefined;
}

/** Why an action ends without a person: its fact was withdrawn, another draft stands in its place, or another action covers it. */
type EndedBy = 'policy:withdrawn' | 'policy:replaced' | 'policy:covered';

/** What a reviewer changes; what is left out stays. */
export interface Amendment {
  readonly key?: string | undefined;
  readonly dueAt?: number | undefined;
  readonly fields?: readonly { readonly field: string; readonly after: string | null }[] | undefined;
}

export type ActionCommand =
  | {
      readonly do: 'draft';
      readonly draft: Draft;
      readonly policy: Policy;
      readonly doubts: readonly string[];
      readonly supersedes: string | null;
      /** The applied action that it undoes. */
      readonly reverts?: string | null;
      /** What it rests on was taken back before it came: it is ended in the same breath. */
      readonly withdrawn?: string | null;
    }
  | { readonly do: 'end'; readonly by: EndedBy; readonly reason: string }
  | ({ readonly do: 'approve' } & Decision)
  | ({ readonly do: 'amend' } & Decision & Amendment)
  | ({ readonly do: 'reject' } & Decision)
  | { readonly do: 'record-applied'; readonly destination: string; readonly object: string; readonly objectId: string }
  | { readonly do: 'record-failed'; readonly code: string; readonly reason: string; readonly supersededBy: string };

export type ReviewCommand = Extract<ActionCommand, { do: 'approve' | 'amend' | 'reject' }>;
