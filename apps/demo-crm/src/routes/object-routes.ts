import type { FastifyInstance } from 'fastify';
import { invalid, notFound } from '../hubspot-error.js';
import { objectTypeOf, type CrmRecord, type ObjectType } from '../records.js';
import type { CrmStore, WantedProperties } from '../store.js';

const MAX_BATCH = 100;

/** The type named in the path; 404 for one that this CRM does not have. */
export function typeIn(params: unknown, key = 'type'): ObjectType {
  const name = String((params as Record<string, string>)[key]);
  const type = objectTypeOf(name);
  if (!type) throw notFound(`Unable to infer object type from: ${name}`);
  return type;
}

/** A record as the API shows it: the asked properties, or all. */
export function shown(record: CrmRecord, properties?: readonly string[]): Record<string, unknown> {
  const names = properties ?? Object.keys(record.properties);
  return {
    id: record.id,
    properties: { ...Object.fromEntries(names.map((name) => [name, record.properties[name] ?? null])), hs_object_id: record.id },
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    archived: false,
  };
}

const wantedIn = (body: unknown): WantedProperties => {
  const properties = (body as { properties?: WantedProperties } | undefined)?.properties;
  if (typeof properties !== 'object' || properties === null) throw invalid('Invalid input JSON: properties is required');
  return properties;
};

/** Reading, creating, patching and upserting records (HubSpot CRM objects API v3). */
export function objectRoutes(app: FastifyInstance, store: CrmStore): void {
  app.get('/crm/v3/objects/:type', (request) => {
    const { limit = '10', after = '0', properties } = request.query as Record<string, string>;
    const all = store.list(typeIn(request.params));
    const from = Number(after);
    const page = all.slice(from, from + Number(limit));
    const next = from + page.length;
    return { results: page.map((r) => shown(r, properties?.split(','))), ...(next < all.length ? { paging: { next: { after: String(next) } } } : {}) };
  });

  app.get('/crm/v3/objects/:type/:id', (request) => {
    const { id } = request.params as { id: string };
    const { properties, idProperty } = request.query as Record<string, string>;
    return shown(store.get(typeIn(request.params), id, idProperty), properties?.split(','));
  });

  app.post('/crm/v3/objects/:type', { config: { write: true } }, async (request, reply) => {
    const record = await store.create(typeIn(request.params), wantedIn(request.body));
    return reply.code(201).send(shown(record));
  });

  app.patch('/crm/v3/objects/:type/:id', { config: { write: true } }, async (request) => {
    const { id } = request.params as { id: string };
    return shown(await store.update(typeIn(request.params), id, wantedIn(request.body)));
  });

  app.delete('/crm/v3/objects/:type/:id', { config: { write: true } }, async (request, reply) => {
    const { id } = request.params as { id: string };
    await store.remove(typeIn(request.params), id);
    return reply.code(204).send();
  });

  app.post('/crm/v3/objects/:type/batch/upsert', { config: { write: true } }, async (request) => {
    const type = typeIn(request.params);
    const { inputs } = request.body as { inputs?: { id: string; idProperty?: string; properties: WantedProperties }[] };
    if (!Array.isArray(inputs) || inputs.length === 0 || inputs.length > MAX_BATCH) throw invalid(`inputs must hold 1 to ${MAX_BATCH} records`);
    const startedAt = new Date().toISOString();
    const results = [];
    for (const input of inputs) {
      if (!input.idProperty) throw invalid('idProperty is required to upsert');
      const { record, isNew } = await store.upsert(type, input.idProperty, input.id, wantedIn(input));
      results.push({ ...shown(record), new: isNew });
    }
    return { status: 'COMPLETE', results, startedAt, completedAt: new Date().toISOString() };
  });
}
