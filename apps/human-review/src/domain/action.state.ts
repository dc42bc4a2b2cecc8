import type { Draft } from './draft.js';

interface Begun {
  /** Number of events so far; what a reviewer's `expectedVersion` is compared with. */
  readonly version: number;
  /** What is to change, as the last decision left it. */
  readonly draft: Draft;
  readonly threshold: number;
}

/** The situations of an action, each with just its own data. */
export type ActionState =
  | { readonly situation: 'nothing' }
  | (Begun & { readonly situation: 'awaiting-review' })
  | (Begun & { readonly situation: 'approved' | 'amended' | 'rejected'; readonly decidedBy: string })
  | (Begun & { readonly situation: 'applied'; readonly decidedBy: string })
  | (Begun & { readonly situation: 'failed'; readonly decidedBy: string; readonly supersededBy: string | null });
