import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@callmesh/contracts';
import type { Kms } from './kms.port.js';

/** So often, at most, what new data keys are wrapped with is looked for, ms. */
const LOOK_MS = 10_000;
/** A key that was not there a moment ago is not asked for again at once, ms: it may have come since, so whoever needs it waits that long. */
const ASK_MS = 500;

/** Where a {@link createRenewingKms} gets its keys. */
export interface RenewingKmsOptions {
  /** Reads the master keys as they are configured now. */
  readonly load: () => Promise<Kms>;
  /** Told when they cannot be read: the ones before stay in use. */
  readonly onError: (error: unknown) => void;
  /** Monotonic milliseconds; tests turn it by hand. */
  readonly now?: () => number;
  /** Waits so many ms; tests turn their clock instead. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/**
 * Takes a new master key up while the process runs: one that wrapped a key somewhere is looked for at once, one to wrap with within seconds.
 * Services need no restart, in whatever order the key reaches them.
 */
export function createRenewingKms(first: Kms, { load, onError, now = () => performance.now(), wait = sleep }: RenewingKmsOptions): Kms {
  let kms = first;
  let looked = now();
  let loading: Promise<void> | undefined;
  const renew = (): Promise<void> =>
    (loading ??= load()
      .then((renewed) => void (kms = renewed), onError)
      .finally(() => {
        looked = now();
        loading = undefined;
      }));
  return {
    async wrap(dataKey, context) {
      if (now() - looked >= LOOK_MS) await renew();
      return kms.wrap(dataKey, context);
    },
    async unwrap(key, context) {
      try {
        return await kms.unwrap(key, context);
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'KMS.UNKNOWN_MASTER_KEY') throw error;
        const tooSoon = looked + ASK_MS - now();
        if (tooSoon > 0) await wait(tooSoon);
        await renew();
        return kms.unwrap(key, context);
      }
    },
  };
}
