import type { ConversationThread } from '@callmesh/insights';
import { sampleCall, type SampleCall } from '../../support/calls.js';

/** Stored transcripts: no speech is needed. Between them they say every insight, a callback among them. */
const names = ['cancel-order', 'two-orders', 'escalating-complaint', 'disputed-invoice', 'promised-callback'] as const;

/** The n-th call of a test: the words of a sample, bytes and call id of its own. */
export async function callNumber(n: number): Promise<SampleCall> {
  const name = names[n % names.length] as string;
  const call = await sampleCall(name, 'vtt', { callId: `upgrade-${n}-${name}` });
  return { ...call, content: Buffer.concat([call.content, Buffer.from(`\n\nNOTE call ${n}\n`)]) };
}

/** The facts of a thread, byte for byte: what was said, drafted, decided and changed. A newer build may tell more beside them. */
export function factsOf({ conversationId, status, call, engine, utterances, summary, analysis, events, actions, crm }: ConversationThread): string {
  // What an event says in a few words is put together when it is asked for, not kept.
  const kept = events.map(({ id, type, time, service, causationId, confidence, quote, startMs, endMs, speaker, entities }) => ({ id, type, time, service, causationId, confidence, quote, startMs, endMs, speaker, entities }));
  return JSON.stringify({ conversationId, status, call, engine, utterances, summary, analysis, events: kept, actions, crm }, null, 1);
}
