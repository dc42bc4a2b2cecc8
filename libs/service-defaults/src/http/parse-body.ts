import { DomainError } from '@callmesh/event-sourcing';
import type { z } from 'zod';

/**
 * Validates a body, query or parameter object at the edge.
 * @returns the parsed value, with the schema's defaults and coercions applied.
 * @throws DomainError `REQUEST.INVALID` that lists every fault, each with the path of its field.
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.') || '(body)', message }));
  const listed = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new DomainError('REQUEST.INVALID', `the request does not fit: ${listed}`, { faults });
}
