import type { EventType } from './flow.js';
import type { EventPayloads } from './generated/events.js';
import { currentVersion } from './schema-versions.js';

/** Stands where a personal text was whose key has been destroyed. */
export const ERASED = '[ERASED]';

/** Passes over what has not the schema's shape: encoding refuses it afterwards and names its path. */
type Visit = (value: unknown, map: (text: string) => string) => unknown;

interface AvroField {
  readonly name: string;
  readonly type: unknown;
  readonly personal?: boolean;
}

const visits = new Map<EventType, Visit | null>();

/** True when the type has at least one personal field, so that its conversation's key is needed to store it. */
export function hasPersonal(type: EventType): boolean {
  return visitOf(type) !== null;
}

/**
 * A copy of the payload with every string marked `"personal": true` replaced, nested records and lists included.
 * What holds no personal field is shared with the original, which is left untouched.
 * @param map gets the text; called once for each, in the schema's order. Nulls are passed over.
 */
export function mapPersonal<T extends EventType>(type: T, data: EventPayloads[T], map: (text: string) => string): EventPayloads[T] {
  const visit = visitOf(type);
  return (visit ? visit(data, map) : { ...data }) as EventPayloads[T];
}

function visitOf(type: EventType): Visit | null {
  let visit = visits.get(type);
  if (visit === undefined) {
    visit = compile(currentVersion(type).schema, false, new Map());
    visits.set(type, visit);
  }
  return visit;
}

/** Compiled once per type: null when nothing below the schema is personal. `named` keeps records already written out. */
function compile(schema: unknown, personal: boolean, named: Map<string, Visit | null>): Visit | null {
  if (typeof schema === 'string') {
    if (schema === 'string') return personal ? (value, map) => (typeof value === 'string' ? map(value) : value) : null;
    return named.get(schema) ?? null;
  }
  if (Array.isArray(schema)) return compileUnion(schema, personal, named);
  const { type, items, values, fields, name, namespace } = schema as Record<string, unknown>;
  if (type === 'array') return listOf(compile(items, personal, named));
  if (type === 'map') return mapOf(compile(values, personal, named));
  if (type !== 'record') return compile(type, personal, named);
  const visit = recordOf((fields as AvroField[]).map((field) => [field.name, compile(field.type, field.personal === true, named)]));
  named.set(`${String(namespace)}.${String(name)}`, visit);
  return visit;
}

/** Personal fields may be nullable; a union of two things that both hold personal text would be ambiguous. */
function compileUnion(branches: readonly unknown[], personal: boolean, named: Map<string, Visit | null>): Visit | null {
  const inner = branches.map((branch) => compile(branch, personal, named)).filter((visit) => visit !== null);
  if (inner.length > 1) throw new Error('a union with several personal branches is ambiguous: make them separate fields');
  return inner[0] ?? null;
}

function listOf(item: Visit | null): Visit | null {
  return item && ((value, map) => (Array.isArray(value) ? value.map((element) => item(element, map)) : value));
}

function mapOf(item: Visit | null): Visit | null {
  return item && ((value, map) => (isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, element]) => [key, item(element, map)])) : value));
}

function recordOf(fields: [string, Visit | null][]): Visit | null {
  const touched = fields.filter((entry): entry is [string, Visit] => entry[1] !== null);
  if (touched.length === 0) return null;
  return (value, map) => {
    if (!isObject(value)) return value;
    const copy: Record<string, unknown> = { ...value };
    for (const [name, visit] of touched) copy[name] = visit(copy[name], map);
    return copy;
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
