import type { FastifyInstance } from 'fastify';
import type { CrmStore } from '../store.js';
import { typeIn } from './object-routes.js';

/** Default associations between records (HubSpot associations API v4). */
export function associationRoutes(app: FastifyInstance, store: CrmStore): void {
  app.put('/crm/v4/objects/:type/:id/associations/default/:toType/:toId', { config: { write: true } }, async (request) => {
    const { id, toId } = request.params as { id: string; toId: string };
    const fromType = typeIn(request.params);
    const toType = typeIn(request.params, 'toType');
    await store.associate({ fromType, fromId: id, toType, toId });
    return { status: 'COMPLETE', results: [{ from: { id }, to: { id: toId } }] };
  });

  app.get('/crm/v4/objects/:type/:id/associations/:toType', (request) => {
    const { id } = request.params as { id: string };
    const type = typeIn(request.params);
    store.get(type, id);
    const linked = store.linked(type, id, typeIn(request.params, 'toType'));
    return { results: linked.map((toObjectId) => ({ toObjectId, associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 1, label: null }] })) };
  });
}
