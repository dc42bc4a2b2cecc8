import type { FastifyInstance } from 'fastify';
import { HubSpotError, invalid, notFound } from '../hubspot-error.js';
import type { PropertyDefinition } from '../records.js';
import type { CrmStore } from '../store.js';
import type { Temper } from '../habits.js';
import { typeIn } from './object-routes.js';

/** Property definitions (HubSpot properties API v3): a unique property exists only once somebody has made it. */
export function propertyRoutes(app: FastifyInstance, store: CrmStore, temper: Temper): void {
  app.get('/crm/v3/properties/:type', (request) => ({ results: store.properties(typeIn(request.params)) }));

  app.get('/crm/v3/properties/:type/:name', (request) => {
    const { name } = request.params as { name: string };
    const found = store.property(typeIn(request.params), name);
    if (!found) throw notFound(`No property exists with the name '${name}'.`);
    return found;
  });

  app.post('/crm/v3/properties/:type', { config: { write: true } }, async (request, reply) => {
    const body = (request.body ?? {}) as Partial<PropertyDefinition>;
    if (!body.name || !/^[a-z][a-z0-9_]*$/.test(body.name)) throw invalid('name must be lower-case letters, digits and underscores');
    if (body.hasUniqueValue === true && temper.habits.refuseUniqueProperties) {
      throw new HubSpotError(400, 'VALIDATION_ERROR', 'This account cannot have more properties with unique values.');
    }
    const definition = await store.define(typeIn(request.params), {
      name: body.name,
      label: body.label ?? body.name,
      type: body.type ?? 'string',
      fieldType: body.fieldType ?? 'text',
      groupName: body.groupName ?? '',
      hasUniqueValue: body.hasUniqueValue ?? false,
    });
    return reply.code(201).send(definition);
  });
}
