import { setMaxListeners } from 'node:events';
import { untilSignalled } from '@callmesh/service-defaults';
import type { Host } from './host.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs work on a host of its own and stops it afterwards, also when a signal comes first. While the host is still starting a signal
 * ends the process at once; what was started by then ends with it.
 * @param work gets a signal that aborts when the host is being stopped.
 */
export async function withHost(start: () => Promise<Host>, work: (host: Host, stopped: AbortSignal) => Promise<void>): Promise<void> {
  const abandon = (): never => process.exit(130);
  for (const signal of SIGNALS) process.on(signal, abandon);
  const host = await start();
  for (const signal of SIGNALS) process.off(signal, abandon);

  const stopped = new AbortController();
  // Each call that is followed waits on it.
  setMaxListeners(0, stopped.signal);
  const stop = async (): Promise<void> => {
    stopped.abort();
    await host.stop();
  };
  const interrupted = untilSignalled(stop).then(() => 'interrupted' as const);
  const worked = work(host, stopped.signal).then(
    () => 'worked' as const,
    (error: unknown) => {
      if (!stopped.signal.aborted) throw error;
      return 'interrupted' as const;
    },
  );
  try {
    if ((await Promise.race([worked, interrupted])) === 'interrupted') {
      await interrupted;
      process.exitCode ??= 130;
    }
  } finally {
    await stop();
  }
}
