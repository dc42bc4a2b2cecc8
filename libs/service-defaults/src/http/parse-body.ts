import { DomainError } from '@callmesh/event-sourcing';
import type { z } from 'zod';

/**
 * Validates a body, query or parameter object at the edge.
 * @returns the parsed value, with the schema's defaults and coercions applied.
 * @throws DomainError `REQUEST.INVALID` that lists every fault, each with the path of its field.
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  // It would pass as text, ride in an event, and then fit into no column of those that hear it.
  if (holdsNul(body)) throw new DomainError('REQUEST.INVALID', 'the request does not fit: a text in it holds a NUL character, which cannot be stored');
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.') || WHOLE, message }));
  const listed = faults.map(({ field, message }) => (field === WHOLE ? message : `${field}: ${message}`)).join('; ');
  throw new DomainError('REQUEST.INVALID', `the request does not fit: ${listed}`, { faults });
}

/** Field of a fault of the value as a whole. */
const WHOLE = '(body)';

/** Deeper than any schema of ours looks. */
const DEPTH = 32;

function holdsNul(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null || depth > DEPTH) return false;
  return Object.entries(value).some(([name, inner]) => name.includes('\0') || holdsNul(inner, depth + 1));
}
