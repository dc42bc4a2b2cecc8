import { rootLogger } from '../logs/logger.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const LIMIT_MS = 25_000;
/** npm hands a terminal's Ctrl-C on, so one press arrives twice at nearly the same time. */
const SAME_PRESS_MS = 700;

/**
 * Waits for a signal, then runs `stop` and returns. Whatever takes longer than 25 s is cut off, and a second press of Ctrl-C cuts
 * it off at once: `exit` listeners still end the processes that this one started.
 * @param otherwise counts as a signal when it resolves.
 */
export async function untilSignalled(stop: () => Promise<void>, otherwise?: Promise<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (firstAt !== undefined) {
        if (Date.now() - firstAt > SAME_PRESS_MS) process.exit(130);
        return;
      }
      firstAt = Date.now();
      rootLogger().info({ signal }, 'stopping');
      setTimeout(() => {
        rootLogger().error('not stopped in 25 s: cut off');
        process.exit(1);
      }, LIMIT_MS).unref();
      stop().then(resolve, reject);
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
    void otherwise?.then(() => onSignal('SIGTERM'));
  });
}
