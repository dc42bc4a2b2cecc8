import { rootLogger } from '../logs/logger.js';
import { lookedAt } from '../metrics/watch-gauges.js';
import type { Alarms } from './alarms.js';
import type { Look } from './watched.js';
import { withinMs } from './within-ms.js';

const ANSWER_MS = 5_000;
/** Looks in a row that must fail before it is said: one may fall into a restart. */
const FAILED_LOOKS = 3;

/** A running watch. */
export interface Watch {
  stop(): void;
}

/** Looks at everything at once, every `everyMs`; a look that does not answer is left alone and counted as failed until it does. */
export function startWatch(service: string, looks: readonly Look[], alarms: Alarms, everyMs: number): Watch {
  const timers = looks.map((look) => {
    const round = lookRound(service, look, alarms);
    void round();
    return setInterval(() => void round(), everyMs).unref();
  });
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}

function lookRound(service: string, look: Look, alarms: Alarms): () => Promise<void> {
  let failed = 0;
  let pendingSince: number | undefined;
  return async () => {
    const now = Date.now();
    const place = { service, subject: look.name };
    if (pendingSince !== undefined && now - pendingSince <= ANSWER_MS) return;
    try {
      if (pendingSince !== undefined) throw new Error('the look before has not answered yet');
      pendingSince = now;
      const looking = look.look(now).finally(() => (pendingSince = undefined));
      await withinMs(ANSWER_MS, looking);
      failed = 0;
      lookedAt.set({ look: look.name, service }, now / 1_000);
      alarms.clear(now, 'watch', place);
    } catch (error) {
      failed += 1;
      rootLogger().debug({ err: error, service, look: look.name }, 'a look failed');
      if (failed >= FAILED_LOOKS) alarms.raise(now, 'watch', place, `${look.name} cannot be looked at: its figures are stale`, { reason: error instanceof Error ? error.message : 'unknown' });
    }
  };
}
