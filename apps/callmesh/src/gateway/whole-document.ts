import type { ServiceName } from '@callmesh/contracts';
import type { OpenApiDocument } from '@callmesh/service-defaults';
import type { Upstreams } from './upstreams.js';

/** The OpenAPI documents of all services as one. */
export async function wholeDocument(services: readonly ServiceName[], upstreams: Upstreams): Promise<OpenApiDocument> {
  const parts = await Promise.all(services.map(async (service) => (await (await fetch(`${await upstreams.pick(service)}/api/v1/openapi.json`)).json()) as OpenApiDocument));
  const [first, ...others] = parts as [OpenApiDocument, ...OpenApiDocument[]];
  return others.reduce((whole, part) => ({ ...whole, paths: { ...whole.paths, ...part.paths }, components: { ...whole.components, schemas: { ...whole.components?.schemas, ...part.components?.schemas } } }), first);
}
