import { setTimeout as sleep } from 'node:timers/promises';
import type { AsyncProjection } from '../event-store.port.js';
import { projectBatch, type ProjectionContext } from './project-batch.js';

const SHORTEST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 1_000;

/** Which projections run, on what. */
export interface AsyncProjectionsOptions extends ProjectionContext {
  readonly projections: readonly AsyncProjection[];
  /** Told about each failed batch; it is tried again, later each time. */
  readonly onError: (error: unknown, projection: string) => void;
}

/** Projections at work. */
export interface RunningProjections {
  /** Looks for new events now: call it from `onAppended`. */
  wake(): void;
  /** Lets the batches in hand finish. */
  stop(): Promise<void>;
}

/** One pause that can be cut short, also before it begins. */
class Pause {
  private cut = new AbortController();

  /** @returns true when it was cut short. */
  async wait(ms: number): Promise<boolean> {
    await sleep(ms, undefined, { signal: this.cut.signal, ref: false }).catch(() => undefined);
    if (!this.cut.signal.aborted) return false;
    this.cut = new AbortController();
    return true;
  }

  end(): void {
    this.cut.abort();
  }
}

/** Keeps read models up with the service's own events; each with a checkpoint of its own. Polls less while nothing happens. */
export function startAsyncProjections({ projections, onError, ...context }: AsyncProjectionsOptions): RunningProjections {
  let stopped = false;
  const pauses: Pause[] = [];

  const run = async (projection: AsyncProjection): Promise<void> => {
    const pause = new Pause();
    pauses.push(pause);
    for (let wait = SHORTEST_PAUSE_MS; !stopped; ) {
      const passed = await projectBatch(context, projection).catch((error: unknown) => {
        onError(error, projection.name);
        return undefined;
      });
      // What it was woken for may still lie above the horizon: then it looks again soon, and less and less often.
      const soon = passed ? true : await pause.wait(wait);
      wait = soon ? SHORTEST_PAUSE_MS : Math.min(wait * 2, LONGEST_PAUSE_MS);
    }
  };

  const running = Promise.all(projections.map(run));
  return {
    wake: () => pauses.forEach((pause) => pause.end()),
    async stop() {
      stopped = true;
      pauses.forEach((pause) => pause.end());
      await running;
    },
  };
}
