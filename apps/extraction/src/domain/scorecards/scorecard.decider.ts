import type { Decider } from '@callmesh/event-sourcing';
import { weightOf, type ScorecardDefinition } from './definition.js';
import { nothingDrafted, scorecardNotFound, scorecardRetired, weightsWrong } from './scorecard.errors.js';

/** What happened to a scorecard of a tenant. Nobody outside hears of it: calls are scored by its versions. */
export type ScorecardEvent =
  | { readonly type: 'scorecard-drafted'; readonly data: { readonly definition: ScorecardDefinition } }
  | { readonly type: 'scorecard-published'; readonly data: { readonly version: number; readonly definition: ScorecardDefinition } }
  | { readonly type: 'scorecard-retired'; readonly data: Readonly<Record<string, never>> };

export type ScorecardCommand =
  | { readonly type: 'draft'; readonly id: string; readonly definition: ScorecardDefinition }
  | { readonly type: 'publish'; readonly id: string }
  | { readonly type: 'retire'; readonly id: string };

/** A frozen version. */
export interface PublishedVersion {
  readonly version: number;
  readonly definition: ScorecardDefinition;
}

export interface ScorecardState {
  readonly draft: ScorecardDefinition | null;
  /** Frozen, oldest first. */
  readonly versions: readonly PublishedVersion[];
  readonly retired: boolean;
}

/**
 * The life of a scorecard: drafts change, published versions never do.
 * @param shipped the version of this build under the same id, which a tenant's own versions follow; null for a tenant's own scorecard.
 */
export function scorecardDecider(shipped: PublishedVersion | null): Decider<ScorecardCommand, ScorecardEvent, ScorecardState> {
  return {
    initial: { draft: null, versions: shipped ? [shipped] : [], retired: false },

    decide(command, state) {
      const { id } = command;
      switch (command.type) {
        case 'draft':
          return JSON.stringify(command.definition) === JSON.stringify(state.draft) ? [] : [{ type: 'scorecard-drafted', data: { definition: command.definition } }];
        case 'publish': {
          if (!state.draft) throw state.retired ? scorecardRetired(id) : state.versions.length > 0 ? nothingDrafted(id) : scorecardNotFound(id);
          const sum = weightOf(state.draft);
          if (sum !== 100) throw weightsWrong(id, sum);
          return [{ type: 'scorecard-published', data: { version: (state.versions.at(-1)?.version ?? 0) + 1, definition: state.draft } }];
        }
        case 'retire':
          if (state.versions.length === 0 && !state.draft) throw scorecardNotFound(id);
          return state.retired ? [] : [{ type: 'scorecard-retired', data: {} }];
      }
    },

    evolve(state, event) {
      switch (event.type) {
        case 'scorecard-drafted':
          return { ...state, draft: event.data.definition };
        case 'scorecard-published':
          return { draft: null, versions: [...state.versions, event.data], retired: false };
        case 'scorecard-retired':
          return { ...state, draft: null, retired: true };
      }
    },
  };
}

/** The version that calls are scored by; null when there is none, or no longer. */
export const inForce = ({ versions, retired }: ScorecardState): PublishedVersion | null => (retired ? null : (versions.at(-1) ?? null));
