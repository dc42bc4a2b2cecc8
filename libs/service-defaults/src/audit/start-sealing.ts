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

/** What sealing works with. */
export interface Sealing {
  readonly audit: Audit;
  onError(error: unknown): void;
}

/** Seals the audit every few seconds. Instances need no lease: of two that seal at once one comes second, and does nothing. @returns how to end that. */
export function startSealing({ audit, onError }: Sealing): () => Promise<void> {
  const ending = new AbortController();
  const seal = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const waitMs = await round(audit).catch((error: unknown) => {
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

async function round(audit: Audit): Promise<number> {
  const { overtaken } = await audit.seal();
  const { entries, oldestSeconds } = await audit.gap();
  unsealedEntries.set(entries);
  unsealedSeconds.set(oldestSeconds);
  return overtaken ? OVERTAKEN_MS : EVERY_MS;
}
