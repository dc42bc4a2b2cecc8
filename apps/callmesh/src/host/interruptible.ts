import { untilSignalled } from '@callmesh/service-defaults';
import type { Host } from './host.js';

/** A host that starts, or runs, until a signal. */
export interface InterruptibleHost {
  /** The host once it is ready; undefined when a signal came first. @throws whatever keeps it from starting */
  readonly host: Promise<Host | undefined>;
  /** Resolves when a signal has come and all that was started has ended. */
  readonly ended: Promise<void>;
  /** Aborts when it is to end. */
  readonly interrupted: AbortSignal;
  stop(): Promise<void>;
}

/** Starts a host that a signal ends in order at any time: what it waits for, a registry that is away, may keep it starting for hours. */
export function interruptible(start: (interrupted: AbortSignal) => Promise<Host>): InterruptibleHost {
  const ending = new AbortController();
  const starting = start(ending.signal);
  const stop = async (): Promise<void> => {
    ending.abort();
    await starting.then(
      (host) => host.stop(),
      () => undefined,
    );
  };
  const host = starting.catch((error: unknown) => {
    if (ending.signal.aborted) return undefined;
    throw error;
  });
  return { host, ended: untilSignalled(stop), interrupted: ending.signal, stop };
}
