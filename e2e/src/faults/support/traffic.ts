import { setTimeout as sleep } from 'node:timers/promises';
import type { Acknowledged } from '@callmesh/testing/faults';
import { anotherTranscript, type SampleCall } from '../../support/calls.js';

const names = ['cancel-order', 'two-orders', 'escalating-complaint', 'disputed-invoice', 'promised-callback'];

/** Whoever takes calls in: answers an upload, or throws when it gives no answer. */
export type Intake = (call: SampleCall) => Promise<{ readonly status: string; readonly conversationId: string }>;

/** Calls on their way in. */
export interface Traffic {
  /** What was acknowledged until now. */
  readonly acknowledged: readonly Acknowledged[];
  /** Uploads that failed and were tried again. */
  readonly failures: readonly string[];
  /** Resolves when every call is accepted. */
  readonly done: Promise<void>;
}

/** So many imported transcripts, no two alike; `from` keeps those of a later scenario on the same system apart. */
export const transcripts = (count: number, from = 0): Promise<SampleCall[]> => Promise.all(Array.from({ length: count }, (_, n) => anotherTranscript(names[n % names.length] as string, from + n)));

/** Hands every call in until it is accepted, several at once, whatever happens meanwhile: what a recorder with a retry does. */
export function handIn(calls: readonly SampleCall[], intake: Intake, { lanes = 2, pauseMs = 50 } = {}): Traffic {
  const waiting = [...calls];
  const acknowledged: Acknowledged[] = [];
  const failures: string[] = [];
  const lane = async (): Promise<void> => {
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      for (let accepted = false; !accepted; ) {
        try {
          const { status, conversationId } = await intake(call);
          if (status !== 'accepted' && status !== 'duplicate') throw new Error(`${call.fileName} was ${status}`);
          acknowledged.push({ by: `POST /calls (${status})`, type: 'call.recorded.v1', conversationId });
          accepted = true;
        } catch (error) {
          failures.push(error instanceof Error ? error.message : String(error));
          await sleep(150);
        }
      }
      await sleep(pauseMs);
    }
  };
  return { acknowledged, failures, done: Promise.all(Array.from({ length: lanes }, lane)).then(() => undefined) };
}

/** The uploads that failed, by what was answered. */
export function told({ failures }: Traffic): string {
  const kinds = new Map<string, number>();
  for (const failure of failures) {
    const kind = /answered (\d{3}): .*?"code":"([A-Z_.]+)"/.exec(failure)?.slice(1, 3).join(' ') ?? /answered (\d{3})/.exec(failure)?.[1] ?? 'no answer';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds.size === 0 ? 'no upload failed' : `uploads tried again: ${[...kinds].map(([kind, n]) => `${n} × ${kind}`).join(', ')}`;
}
