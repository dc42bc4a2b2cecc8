import type { Label } from './dialogue.js';
import type { Finding } from './finding.js';
import { DETAIL_FIELDS, ENTITY_FIELDS, FIELDS, type DetailField, type EntityField, type Kind } from './kinds.js';

type Value = string | readonly string[] | null | undefined;

/** Spaces, hyphens and case of an id cannot be heard: "SO 55 021", "SO-55021" and "so55021" are one id. */
const id = (value: string): string => value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
/** So they cannot of a name: "Rent a Car" is Rent-a-Car, and "frame wright" Framewright. */
const name = (value: string): string => value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const isDay = (iso: string): boolean => iso.length === 10;

/**
 * A time of day that was named has to be met to the minute. Where the label holds a day alone ("on Friday", "tomorrow morning"), any moment of that day
 * in the call's zone says the same.
 */
function sameTime(label: string, found: string, timeZone: string): boolean {
  if (!isDay(label)) return !isDay(found) && Math.floor(Date.parse(label) / 60_000) === Math.floor(Date.parse(found) / 60_000);
  return label === (isDay(found) ? found : new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.parse(found)));
}

/** Whether a finding says the same as the label in one field; null says that nothing was said. */
export function sameField(field: EntityField | DetailField, label: Value, found: Value, timeZone: string): boolean {
  if (Array.isArray(label) || Array.isArray(found)) return [...(label ?? [])].sort().join() === [...(found ?? [])].sort().join();
  if (typeof label !== 'string' || typeof found !== 'string') return (label ?? null) === (found ?? null);
  switch (field) {
    case 'orderId':
    case 'invoiceId':
      return id(label) === id(found);
    case 'amount':
      return Number(label) === Number(found);
    case 'dueAt':
      return sameTime(label, found, timeZone);
    case 'competitor':
      return name(label) === name(found);
    case 'currency':
    case 'topic':
    case 'action':
    case 'signals':
      return label === found;
  }
}

const fieldsOf = <F extends EntityField | DetailField>(kind: Kind, of: readonly F[]): F[] => of.filter((field) => FIELDS[kind].includes(field));

/** Whether every entity is as it was said; null for kinds without any. */
export function entitiesExact(label: Label, found: Finding, timeZone: string): boolean | null {
  const fields = fieldsOf(label.kind, ENTITY_FIELDS);
  return fields.length === 0 ? null : fields.every((field) => sameField(field, label.fields[field], found.fields[field], timeZone));
}

/** Whether topic, signals or action are right; null for kinds without any. */
export function detailsExact(label: Label, found: Finding, timeZone: string): boolean | null {
  const fields = fieldsOf(label.kind, DETAIL_FIELDS);
  return fields.length === 0 ? null : fields.every((field) => sameField(field, label.fields[field], found.fields[field], timeZone));
}
