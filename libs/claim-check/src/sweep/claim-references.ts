import { decodeEvent, DomainError, isKnownType } from '@callmesh/contracts';
import { Client } from 'pg';
import { claimUriOf } from '../references.js';
import type { StoredObject } from '../store/object-store.port.js';

/** Finds what refers to objects. */
export interface ClaimReferences {
  /** URIs of those that an event of their conversation's own streams refers to: quick, and true of nearly all. */
  likely(objects: readonly StoredObject[]): Promise<ReadonlySet<string>>;
  /** URIs of those that any event of their conversation, or any text of any table, refers to: reads all of it. */
  anywhere(objects: readonly StoredObject[]): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

interface EventRow {
  readonly type: string;
  readonly sha256: string;
  readonly body: Buffer;
}

/** Streams in which a conversation's objects are first referred to; what is found elsewhere is found by the slow search. */
const STREAMS = ['call', 'transcription'];
const COLUMNS = `select c.table_schema as schema, c.table_name as "table", c.column_name as "column" from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  where c.table_schema = any($1) and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY') and c.table_name <> 'events'`;

/**
 * Searches services' schemas for references to objects.
 * @param adminUrl address of a role that row-level security does not fence: a reference that is not seen is an object that is lost.
 */
export async function claimReferences(adminUrl: string, schemas: readonly string[]): Promise<ClaimReferences> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await refuseFenced(client);
  } catch (error) {
    await client.end();
    throw error;
  }
  const eventsWhere = async (condition: string, values: unknown[]): Promise<Set<string>> => {
    const found = new Set<string>();
    for (const schema of schemas) {
      const { rows } = await client.query<EventRow>(`select type, encode(schema_sha256, 'hex') as sha256, body from ${quoted(schema)}.events where ${condition}`, values);
      for (const row of rows) for (const uri of urisIn(payloadOf(row, schema))) found.add(uri);
    }
    return found;
  };
  return {
    likely(objects) {
      const tenants = unique(objects.map(({ name }) => name.tenantId));
      const streams = unique(objects.flatMap(({ name }) => STREAMS.map((stream) => `${stream}-${name.conversationId}`)));
      return eventsWhere('tenant_id = any($1) and stream_id = any($2)', [tenants, streams]);
    },
    async anywhere(objects) {
      const found = await eventsWhere('conversation_id = any($1)', [unique(objects.map(({ name }) => name.conversationId))]);
      const uris = objects.map(({ name }) => claimUriOf(name)).filter((uri) => !found.has(uri));
      const { rows: columns } = await client.query<{ schema: string; table: string; column: string }>(COLUMNS, [schemas]);
      for (const { schema, table, column } of columns) {
        const text = `${quoted(column)}::text`;
        const { rows } = await client.query<{ uri: string }>(
          `select distinct uri from unnest($1::text[]) as uri join (select ${text} as content from ${quoted(schema)}.${quoted(table)} where ${text} like '%claim://%') as rows on position(uri in rows.content) > 0`,
          [uris],
        );
        for (const { uri } of rows) found.add(uri);
      }
      return found;
    },
    close: () => client.end(),
  };
}

async function refuseFenced(client: Client): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>('select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user');
  if (!rows[0]?.free) throw new DomainError('CLAIMS.FENCED', 'this database role sees only what row-level security shows it, and would take objects of others for orphans: give the address of an administrator (superuser, or BYPASSRLS)');
}

/** What cannot be read may refer to anything, so nothing is swept. */
function payloadOf({ type, sha256, body }: EventRow, schema: string): unknown {
  try {
    if (isKnownType(type)) return decodeEvent(type, body, sha256);
  } catch {
    // Said below.
  }
  throw new DomainError('CLAIMS.UNDECODABLE', `an event ${type} in schema ${schema} cannot be decoded by this build, so it is not known what it refers to: sweep with the newest build that wrote to this database`, { type });
}

function* urisIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.startsWith('claim://')) yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* urisIn(inner);
  }
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
