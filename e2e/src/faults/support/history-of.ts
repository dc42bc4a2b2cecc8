import { decodeEvent, flow, topicOf as topicOfType, type EventType } from '@callmesh/contracts';
import type { DemoCrm } from '@callmesh/demo-crm';
import type { Acknowledged, Consumed, DecidedEffect, History, OutsideEffect, PublishedMessage } from '@callmesh/testing/faults';
import type pg from 'pg';
import { groupsOf, readEvents, schemaOf, services, type EventRecord } from './stores.js';

/** Where a run can be looked at from outside. */
export interface Seen {
  readonly client: pg.Client;
  readonly acknowledged: readonly Acknowledged[];
  readonly published: readonly PublishedMessage[];
  readonly crm: DemoCrm;
}

const EFFECT_KEY = 'callmesh_effect_key';
const publicTypes = new Set<string>(flow.map(({ type }) => type));

/** Puts together what was acknowledged, stored, published, consumed and done outside. */
export async function historyOf({ client, acknowledged, published, crm }: Seen): Promise<History> {
  const events = await readEvents(client);
  const decided = decidedEffects(events);
  return {
    acknowledged,
    stored: events,
    published,
    consumed: await readConsumed(client, events),
    heardBy: groupsOf,
    topicOf: (type) => (publicTypes.has(type) ? topicOfType(type as EventType) : null),
    decided: decided.map(({ effect }) => effect),
    outside: [...madeObjects(crm), ...changedObjects(crm, decided)],
  };
}

async function readConsumed(client: pg.Client, events: readonly EventRecord[]): Promise<Consumed[]> {
  const consumed: Consumed[] = [];
  for (const group of services) {
    const schema = schemaOf(group);
    const { rows: inbox } = await client.query<{ event_id: string; fact_id: string }>(`select event_id::text, fact_id from ${schema}.inbox`);
    const { rows: parked } = await client.query<{ event_id: string }>(`select event_id from ${schema}.parked where state <> 'dropped'`);
    // A fact that is published in two majors is processed once.
    const marks = new Set(inbox.flatMap((row) => [row.event_id, `fact ${row.fact_id}`]));
    for (const { id, factId } of events) if (marks.has(id) || marks.has(`fact ${factId}`)) consumed.push({ group, eventId: id, state: 'processed' });
    consumed.push(...parked.map((row): Consumed => ({ group, eventId: row.event_id, state: 'parked' })));
  }
  return consumed;
}

interface Decided {
  readonly effect: DecidedEffect;
  /** `orders/10004`, where an existing record was changed. */
  readonly changed: string | null;
}

function decidedEffects(events: readonly EventRecord[]): Decided[] {
  const of = <T extends EventType>(type: T): ReturnType<typeof decodeEvent<T>>[] => events.filter((event) => event.type === type).map((event) => decodeEvent(type, event.body, event.schemaSha256));
  const [drafted, updated, refused, uncertain] = [of('action.drafted.v1'), of('crm.record-updated.v1'), of('crm.update-refused.v1'), of('crm.outcome-uncertain.v1')];
  return of('action.reviewed.v1').filter(({ decision }) => decision !== 'rejected').map(({ actionId, factId, kind }) => {
    const mine = updated.filter((one) => one.actionId === actionId);
    const outcomes: DecidedEffect['outcomes'] = [
      ...mine.map(({ operation }) => (operation === 'unchanged' ? ('unchanged' as const) : ('made' as const))),
      ...refused.filter((one) => one.actionId === actionId).map(() => 'refused' as const),
      ...uncertain.filter((one) => one.actionId === actionId).map(() => 'uncertain' as const),
    ];
    const changed = mine.find(({ operation }) => operation === 'updated');
    return {
      effect: { key: `${factId}:${kind}`, actionId, outcomes, inReview: drafted.filter(({ supersedes }) => supersedes === actionId).length === 1 },
      changed: changed ? `${changed.object}/${changed.objectId}` : null,
    };
  });
}

/** Records that callmesh made: each carries the key of its effect. */
function madeObjects(crm: DemoCrm): OutsideEffect[] {
  return (['tickets', 'tasks', 'calls'] as const).flatMap((type) =>
    crm.records(type).filter(({ byApi }) => byApi).map(({ id, properties }) => ({ key: properties[EFFECT_KEY] ?? `(none on ${type}/${id})`, object: `${type}/${id}` })),
  );
}

/**
 * Changes of records that were there. HubSpot has no conditional write, so calls about one order may meet there: the one change is
 * then everyone's effect. A change more than there are decisions is nobody's.
 */
function changedObjects(crm: DemoCrm, decided: readonly Decided[]): OutsideEffect[] {
  const watched = [['orders', 'hs_external_order_status'], ['invoices', 'callmesh_hold']] as const;
  return watched.flatMap(([type, property]) =>
    crm.records(type).flatMap(({ id, changes }) => {
      const object = `${type}/${id}`;
      const made = changes.filter((change) => change.property === property);
      const keys = decided.filter(({ changed }) => changed === object).map(({ effect }) => effect.key);
      return made.length === 0 ? [] : [...keys, ...made.slice(keys.length).map((_, n) => `(change ${keys.length + n + 1} of ${object})`)].map((key) => ({ key, object }));
    }),
  );
}
