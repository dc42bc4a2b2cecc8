import { setMaxListeners } from 'node:events';
import type { Host } from './host.js';
import { interruptible } from './interruptible.js';

/**
 * Runs work on a host of its own and stops it afterwards, also when a signal comes first, while it is still starting too.
 * @param start gets a signal that aborts when the host is no longer wanted.
 * @param work gets a signal that aborts when the host is being stopped.
 */
export async function withHost(start: (interrupted: AbortSignal) => Promise<Host>, work: (host: Host, stopped: AbortSignal) => Promise<void>): Promise<void> {
  const { host: starting, ended, interrupted, stop } = interruptible(start);
  // Each call that is followed waits on it.
  setMaxListeners(0, interrupted);
  const gone = ended.then(() => 'interrupted' as const);
  const host = await starting;
  if (!host) {
    await gone;
    process.exitCode ??= 130;
    return;
  }
  const worked = work(host, interrupted).then(
    () => 'worked' as const,
    (error: unknown) => {
      if (!interrupted.aborted) throw error;
      return 'interrupted' as const;
    },
  );
  try {
    if ((await Promise.race([worked, gone])) === 'interrupted') {
      await gone;
      process.exitCode ??= 130;
    }
  } finally {
    await stop();
  }
}
