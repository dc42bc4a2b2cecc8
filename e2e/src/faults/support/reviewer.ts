import { setTimeout as sleep } from 'node:timers/promises';
import type { Acknowledged } from '@callmesh/testing/faults';

/** Asks human-review. @throws when there is no answer */
export type AskReview = (method: string, route: string, body?: unknown) => Promise<{ readonly status: number; readonly body: unknown }>;

/** A person at the queue. */
export interface Reviewer {
  /** Decisions that were acknowledged. */
  readonly acknowledged: readonly Acknowledged[];
  /** Goes home; resolves when the decision in hand is made. */
  leave(): Promise<void>;
}

interface Item {
  readonly actionId: string;
  readonly conversationId: string;
  readonly version: number;
  readonly supersedes: string | null;
}

/**
 * Approves whatever waits, again while there is no answer. What is drafted again after a failure stays in the queue: it needs to be
 * mended first. A decision that is refused because it was made already was acknowledged by its effect, not by its answer.
 */
export function startReviewer(ask: AskReview): Reviewer {
  const acknowledged: Acknowledged[] = [];
  let leaving = false;
  const work = (async () => {
    while (!leaving) {
      for (const item of await waiting(ask)) {
        if (item.supersedes !== null || leaving) continue;
        const answer = await ask('POST', `/api/v1/actions/${item.actionId}/decision`, { decision: 'approve', expectedVersion: item.version }).catch(() => undefined);
        if (answer?.status === 200) acknowledged.push({ by: 'POST /actions/…/decision (200)', type: 'action.reviewed.v1', conversationId: item.conversationId });
      }
      await sleep(200);
    }
  })();
  return {
    acknowledged,
    async leave() {
      leaving = true;
      await work;
    },
  };
}

/** Waits until nothing is left for the reviewer. */
export async function untilReviewed(ask: AskReview, patienceMs = 60_000): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await sleep(200)) {
    const left = (await waiting(ask)).filter(({ supersedes }) => supersedes === null);
    if (left.length === 0) return;
    if (Date.now() > until) throw new Error(`${left.length} actions still wait for the reviewer`);
  }
}

async function waiting(ask: AskReview): Promise<readonly Item[]> {
  const answer = await ask('GET', '/api/v1/queue?limit=500').catch(() => undefined);
  return answer?.status === 200 ? (answer.body as { items: Item[] }).items : [];
}
