import { setTimeout as sleep } from 'node:timers/promises';
import type { Audit } from '@callmesh/claim-check';
import type { ServiceName } from '@callmesh/contracts';
import { unsealedEntries, unsealedSeconds } from '../metrics/watch-gauges.js';

/** The service that seals the audit and shows it, in whatever process it runs. */
export const AUDITOR: ServiceName = 'ingestion';

/** From one round to the next: so long an entry waits to be in the chain, and no longer unless a transaction holds it back. */
const EVERY_MS = 2_000;
/** Another instance seals: this one looks now and then whether it still does. */
const OVERTAKEN_MS = 10_000;
/** So often what waits is counted when nothing was sealed: an open transaction may hold entries back, and then there are many to count. */
const COUNTED_EVERY_MS = 10_000;

/** What sealing works with. */
export interface Sealing {
  readonly audit: Audit;
  onError(error: unknown): void;
}

/** Seals the audit every few seconds. Instances need no lease: of two that seal at once one comes second, and does nothing. @returns how to end that. */
export function startSealing({ audit, onError }: Sealing): () => Promise<void> {
  const ending = new AbortController();
  const round = rounds(audit);
  const seal = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const waitMs = await round().catch((error: unknown) => {
        if (!ending.signal.aborted) onError(error);
        return EVERY_MS;
      });
      await sleep(waitMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
    // What was written until now need not wait for the next start.
    await audit.seal().catch(() => undefined);
  };
  const running = seal();
  return () => {
    ending.abort();
    return running;
  };
}

/** One round; what waits to be sealed is counted when that has changed. @returns how long to wait, ms. */
function rounds(audit: Audit): () => Promise<number> {
  let countedAt = -Infinity;
  return async () => {
    const { entries: sealed, overtaken } = await audit.seal();
    if (sealed > 0 || performance.now() - countedAt >= COUNTED_EVERY_MS) {
      const { entries, oldestSeconds } = await audit.gap();
      countedAt = performance.now();
      unsealedEntries.set(entries);
      unsealedSeconds.set(oldestSeconds);
    }
    return overtaken ? OVERTAKEN_MS : EVERY_MS;
  };
}
