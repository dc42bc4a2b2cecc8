import { rootLogger } from '../logs/logger.js';

/** Waits for work that should end, but not for ever; what is late is named in the log. */
export async function within(ms: number, what: string, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      rootLogger().warn({ what, ms }, `${what} did not end in ${ms} ms and is left behind`);
      resolve();
    }, ms);
  });
  const done = work.then(
    () => undefined,
    (error: unknown) => rootLogger().error({ err: error, what }, `${what} failed while stopping`),
  );
  await Promise.race([done, late]);
  clearTimeout(timer);
}
