import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoCrm } from '@callmesh/demo-crm';
import { checkHistory, type Acknowledged, type History, type PublishedMessage, type RebuiltProjection, type Standstill, type Violation } from '@callmesh/testing/faults';
import type pg from 'pg';
import { historyOf } from './history-of.js';
import { readUnrest, withAdmin } from './stores.js';

/** A system that was put under faults, as far as a judge has to see it. */
export interface Judged {
  readonly adminUrl: string;
  readonly crm: DemoCrm;
  /** All that lies on the broker. */
  readonly published: (client: pg.Client) => Promise<PublishedMessage[]>;
}

/** What was seen besides. */
export interface Besides {
  readonly projections?: readonly RebuiltProjection[];
  readonly standstills?: readonly Standstill[];
}

/** Waits until nothing moves any more: no job, no unpublished event, none unheard. */
export async function untilRest({ adminUrl }: Judged, patienceMs = 120_000): Promise<void> {
  let last: unknown = 'never looked';
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(300)) {
    try {
      const unrest = await withAdmin(adminUrl, readUnrest);
      if (Object.keys(unrest).length === 0) return;
      last = unrest;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`after ${patienceMs} ms there is still: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}

/** Looks at everything from outside, once it is at rest. */
export async function judge(judged: Judged, acknowledged: readonly Acknowledged[], besides: Besides = {}): Promise<{ readonly history: History; readonly violations: Violation[] }> {
  const history = await withAdmin(judged.adminUrl, async (client) => historyOf({ client, acknowledged, published: await judged.published(client), crm: judged.crm }));
  return { history, violations: checkHistory({ ...history, ...besides }) };
}

/** The sizes of a history, for the account of a run. */
export function sizes({ acknowledged, stored, published, decided, outside }: History): string {
  const repeats = published.length - new Set(published.map(({ eventId }) => eventId)).size;
  return `${acknowledged.length} calls acknowledged, ${stored.length} events stored, ${published.length} published (${repeats} repeated), ${decided.length} actions approved, ${outside.length} CRM effects`;
}
