import type { Dependency } from './dependency.look.js';

const ANSWER_MS = 4_000;

/** A server of our configuration: it is there when it answers anything but a fault of its own. */
export function httpAnswers(name: string, address: string, headers: Readonly<Record<string, string>> = {}): Dependency {
  return {
    name,
    async ask() {
      const response = await fetch(address, { headers, signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' });
      await response.body?.cancel();
      if (response.status >= 500) throw new Error(`answered ${response.status}`);
    },
  };
}
