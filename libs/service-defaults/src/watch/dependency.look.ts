import { dependencySeconds, dependencyUp } from '../metrics/watch-gauges.js';
import type { Alarms } from './alarms.js';
import type { Look } from './watched.js';
import { withinMs } from './within-ms.js';

/** Something outside that we need. */
export interface Dependency {
  readonly name: string;
  /** Resolves when it answers. */
  ask(): Promise<unknown>;
}

/** Questions in a row that must go unanswered before it counts as away. */
const UNANSWERED = 2;

/** Whether a dependency answers. Its own look, so that one that hangs keeps no other waiting. */
export function dependencyLook(service: string, { name, ask }: Dependency, alarms: Alarms, answerMs: number): Look {
  let unanswered = 0;
  return {
    name: `dependency ${name}`,
    async look(now) {
      const began = performance.now();
      try {
        await withinMs(answerMs, ask());
        unanswered = 0;
        dependencyUp.set({ dependency: name }, 1);
        dependencySeconds.set({ dependency: name }, (performance.now() - began) / 1_000);
        alarms.clear(now, 'dependency', { service, subject: name });
      } catch (error) {
        unanswered += 1;
        dependencyUp.set({ dependency: name }, 0);
        if (unanswered >= UNANSWERED) alarms.raise(now, 'dependency', { service, subject: name }, `${name} does not answer: work that needs it waits and goes on by itself; \`callmesh doctor\` says more`, { reason: reasonOf(error) });
      }
    },
  };
}

function reasonOf(error: unknown): string {
  const { code, message, cause } = (error ?? {}) as { code?: unknown; message?: unknown; cause?: { code?: unknown } };
  return String(code ?? cause?.code ?? message ?? 'unknown');
}
