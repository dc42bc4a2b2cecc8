import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { goodManners, startDemoCrm } from '@callmesh/demo-crm';
import type { ConversationThread } from '@callmesh/insights';
import type { Bench } from '../bench.js';
import { startCallmesh, type RunningCallmesh } from '../pipeline/running-callmesh.js';
import { startStack } from '../pipeline/running-stack.js';
import { callMetadata, callScript } from '../throughput/call-script.js';

const CALLS = 150;
const WARM_UP = 20;
const TARGET_P99_MS = { embedded: 50, stack: 100 };

/** What a service does as soon as it hears another's event: no job, no call to the outside in between. */
const AT_ONCE: ReadonlySet<string> = new Set(['action.drafted', 'action.applied', 'action.application-failed']);

/** From an event's own time to the time of the event that another service answered it with: append, relay, log, inbox, decision. */
export const hopBench: Bench = {
  about: `from one service's event to the next one's, unloaded, in embedded mode or over Kafka [stack]: p50 and p99 over ${CALLS} calls`,
  async run(progress, args) {
    const mode = args.includes('stack') ? 'stack' : 'embedded';
    const target = TARGET_P99_MS[mode];
    const crm = await startDemoCrm({ port: 0, badHabits: goodManners });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
    await chmod(folder, 0o711);
    const env = { CRM_HUBSPOT_URL: crm.url, CRM_HUBSPOT_TOKEN: crm.token, WHISPER_URL: 'http://127.0.0.1:9' };
    const callmesh = mode === 'stack' ? await startStack(folder, env) : await startCallmesh(folder, env, { speech: false });
    try {
      const hops: number[] = [];
      for (let call = 0; call < WARM_UP + CALLS; call += 1) {
        const thread = await one(callmesh, call);
        if (call >= WARM_UP) hops.push(...hopsOf(thread));
      }
      progress(`${hops.length} hops in ${CALLS} calls, one after the other`);
      hops.sort((a, b) => a - b);
      const at = (share: number): number => hops[Math.min(hops.length - 1, Math.floor(share * hops.length))] ?? NaN;
      const figures = { bench: 'hop', mode, target, hops: hops.length, p50Ms: at(0.5), p90Ms: at(0.9), p99Ms: at(0.99), longestMs: at(1) };
      return { figures, text: `event hop: p50 ${figures.p50Ms} ms, p90 ${figures.p90Ms} ms, p99 ${figures.p99Ms} ms (${mode}; target ${target})`, met: figures.p99Ms <= target };
    } finally {
      await callmesh.stop();
      await crm.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

async function one(callmesh: RunningCallmesh, seed: number): Promise<ConversationThread> {
  const form = new FormData();
  form.set('metadata', JSON.stringify(callMetadata(seed)));
  form.set('file', new Blob([callScript(seed, 70)]), 'call.json');
  const answer = await callmesh.call<{ conversationId: string }>('POST', '/api/v1/calls', form);
  for (;;) {
    const thread = await callmesh.call<ConversationThread>('GET', `/api/v1/conversations/${answer?.conversationId}/thread`);
    if (thread?.settled) return thread;
    await sleep(25);
  }
}

function hopsOf({ events }: ConversationThread): number[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return events.flatMap((event) => {
    const cause = byId.get(event.causationId ?? '');
    return cause && cause.service !== event.service && AT_ONCE.has(event.type) ? [Date.parse(event.time) - Date.parse(cause.time)] : [];
  });
}
