import type { Grant } from '@callmesh/event-sourcing';

/**
 * Lets a service ask which objects anything in this database refers to, and nothing more: it is told URIs that it gave itself. A URI stands in an
 * event's Avro body as it is, so the bytes are searched, and events of newer builds too. The functions run with the rights of the administrator
 * who made them, and refuse when row-level security fences that one: what is not seen would count as lost.
 */
export function referencesGrant(schema: string): Grant {
  const worker = `callmesh_${schema}_worker`;
  const body = (which: string): string => `
    declare
      found record;
    begin
      if not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) then
        raise exception 'row-level security fences %, who made this function: run the deploy step as a superuser, or with BYPASSRLS', current_user using errcode = 'insufficient_privilege';
      end if;
      ${which}
    end`;
  const schemas = `select n.nspname from pg_namespace n join pg_roles r on r.oid = n.nspowner where r.rolname = 'callmesh_owner'`;
  const inEvents = (condition: string): string => `
      for found in select c.oid::regclass::text as events from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = 'events' and c.relkind in ('r', 'p') and n.nspname in (${schemas}) loop
        return query execute format('select distinct u.uri from unnest($1, $2, $3) as u (uri, tenant, conversation) join %s e on ${condition} where position(convert_to(u.uri, ''UTF8'') in e.body) > 0', found.events) using uris, tenants, conversations;
      end loop;`;
  const inTables = `
      for found in select format('%I.%I', c.table_schema, c.table_name) as place, format('%I', c.column_name) as content from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema in (${schemas}) and t.table_type = 'BASE TABLE' and c.table_name <> 'events' and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY') loop
        return query execute format('select distinct u.uri from unnest($1) as u (uri) join (select %s::text as content from %s where %1$s::text like ''%%claim://%%'') as row on position(u.uri in row.content) > 0', found.content, found.place) using uris;
      end loop;`;
  const functions: Readonly<Record<string, string>> = {
    claims_in_streams: body(inEvents("e.tenant_id = u.tenant and e.stream_id in (''call-'' || u.conversation, ''transcription-'' || u.conversation)")),
    claims_anywhere: body(inEvents('e.conversation_id = u.conversation') + inTables),
  };
  return {
    name: 'claim-references-1',
    async run(admin) {
      for (const [name, text] of Object.entries(functions)) {
        const signature = `${schema}.${name}(uris text[], tenants text[], conversations text[])`;
        await admin.query(`create or replace function ${signature} returns setof text language plpgsql stable security definer set search_path = pg_catalog as $$${text}$$`);
        await admin.query(`revoke all on function ${schema}.${name} from public; grant execute on function ${schema}.${name} to ${worker}`);
      }
    },
  };
}
