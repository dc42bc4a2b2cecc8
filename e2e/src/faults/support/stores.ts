import pg from 'pg';
import { flow, heardBy, type EventType, type ServiceName } from '@callmesh/contracts';

/** All services; each has a schema of its name. */
export const services = ['ingestion', 'transcription', 'extraction', 'human-review', 'crm-sync', 'insights'] as const satisfies readonly ServiceName[];
export const schemaOf = (service: string): string => service.replaceAll('-', '_');

/** Groups that hear an event type. */
export const groupsOf = (type: string): ServiceName[] => services.filter((service) => heardBy(service).includes(type as EventType));

/** A row of a service's `events`, as an administrator sees it. */
export interface EventRecord {
  readonly service: ServiceName;
  readonly id: string;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly causationId: string | null;
  readonly factId: string;
  readonly schemaSha256: string;
  readonly body: Buffer;
}

/** One connection as administrator for one look. */
export async function withAdmin<T>(url: string, look: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await look(client);
  } finally {
    await client.end();
  }
}

/** Every event of every service, each service's in the order of its readers. */
export async function readEvents(client: pg.Client): Promise<EventRecord[]> {
  const all: EventRecord[] = [];
  for (const service of services) {
    const { rows } = await client.query<Omit<EventRecord, 'service'>>(
      `select e.event_id::text as id, e.stream_id as "streamId", e.version, e.type, e.tenant_id as "tenantId", e.conversation_id as "conversationId",
              e.causation_id as "causationId", coalesce(e.fact_id, e.event_id::text) as "factId", encode(e.schema_sha256, 'hex') as "schemaSha256", e.body
         from ${schemaOf(service)}.events e order by e.transaction_id, e.global_position`,
    );
    all.push(...rows.map((row) => ({ service, ...row })));
  }
  return all;
}

/** The inbox's generation in force: a rebuild opens a new one. */
const GENERATION = (schema: string): string => `coalesce((select generation from ${schema}.inbox_generations g where g.consumer_group = $2), 1)`;

/** What still moves, by name; {} when everything has come to rest. */
export async function readUnrest(client: pg.Client): Promise<Record<string, number>> {
  const unrest: Record<string, number> = {};
  const count = async (what: string, sql: string, values: unknown[] = []): Promise<void> => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values);
    if (rows[0] && rows[0].n > 0) unrest[what] = rows[0].n;
  };
  for (const service of services) {
    const schema = schemaOf(service);
    // What is to be deleted in days is no unrest.
    await count(`jobs of ${service}`, `${schema}.jobs where state in ('pending', 'scheduled', 'in_progress') and run_at < now() + interval '15 minutes'`);
    await count(
      `unpublished events of ${service}`,
      `${schema}.events e where (e.transaction_id, e.global_position) > (
         coalesce((select transaction_id::xid8 from ${schema}.relay_checkpoints where name = $1), '0'::xid8),
         coalesce((select position::bigint from ${schema}.relay_checkpoints where name = $1), 0))`,
      [service],
    );
    for (const emitter of new Set(flow.map(({ emittedBy }) => emittedBy))) {
      const types = heardBy(service).filter((type) => flow.some((row) => row.type === type && row.emittedBy === emitter));
      if (types.length === 0) continue;
      await count(
        `events of ${emitter} not heard by ${service}`,
        `${schemaOf(emitter)}.events e where e.type = any ($1)
           and not exists (select from ${schema}.inbox i where i.tenant_id = e.tenant_id and i.consumer_group = $2 and i.generation = ${GENERATION(schema)}
                             and (i.event_id = e.event_id or i.fact_id = coalesce(e.fact_id, e.event_id::text)))
           and not exists (select from ${schema}.parked p where p.event_id = e.event_id::text)`,
        [types, service],
      );
    }
  }
  return unrest;
}
