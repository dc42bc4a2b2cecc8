import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from './api-client.js';
import { CliError } from './cli.errors.js';

/** A replay as the instance tells it. */
export interface Replay {
  readonly service: string;
  readonly id: string;
  readonly kind: string;
  readonly phase: string;
  readonly waitsFor: readonly string[];
  readonly heard: number;
  readonly outcome: { readonly appends: Readonly<Record<string, number>>; readonly jobs: Readonly<Record<string, number>>; readonly failures: readonly { readonly eventId: string; readonly code: string; readonly message: string }[] } | null;
  readonly error: string | null;
  readonly createdAt: string;
  readonly copy: string | null;
}

const LOOK_MS = 300;

/**
 * Waits until a replay has come to rest: done, or complete and kept up until somebody decides about the copy.
 * @throws CliError when it failed or was broken off.
 */
export async function followReplay(api: ApiClient, service: string, id: string, tell: (text: string) => void): Promise<Replay> {
  for (let told = ''; ; await sleep(LOOK_MS)) {
    const replay = await api.call<Replay>(`/replays/${encodeURIComponent(service)}/${encodeURIComponent(id)}`);
    if (replay.phase === 'done' || replay.phase === 'following') return replay;
    if (replay.phase === 'failed' || replay.phase === 'cancelled') throw new CliError('REPLAY.NOT_FINISHED', replay.error ?? `the replay was ${replay.phase}`, 'mend the cause, then begin it again: nothing was changed');
    const waits = replay.waitsFor.length > 0 ? `waits for the history of ${replay.waitsFor.join(', ')}` : replay.phase;
    if (waits !== told) tell(waits);
    told = waits;
  }
}
