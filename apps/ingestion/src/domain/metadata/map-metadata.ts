import { decideConsent } from '../consent/decide-consent.js';
import { REQUIRED_ALWAYS, type Assumable, type Connection } from './connection.js';
import type { Consent } from '../consent/rule.js';
import type { Direction, Field, MappedMetadata } from './call-metadata.js';
import { readConsent, readDirection, readLanguage, readRoles, readStart, readText, readTimeZone, readVocabulary, type Read } from './field-readers.js';
import { valueAt } from './json-path.js';

/** What the assumptions rest on. */
export interface Received {
  /** Hex sha-256 of the bytes as received. */
  readonly sha256: string;
  /** Time of the file where there is one, else when it was received; ms since the epoch. */
  readonly fileTime: number;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/**
 * Brings a source's metadata into callmesh's schema: a person's corrections (in our field names) first, then the connection's field map,
 * its defaults, and last what it assumes.
 * @param received null while the bytes are not here yet: then call id and start are not assumed.
 */
export function mapMetadata(connection: Connection, source: unknown, corrections: Readonly<Partial<Record<Field, unknown>>>, received: Received | null): MappedMetadata {
  const faults: { field: Field; problem: string }[] = [];
  const assumed: Field[] = [];
  const read = <T>(field: Field, reader: (value: unknown) => Read<T>): T | null => {
    const candidates = [corrections[field], valueAt(source, connection.fieldMap[field] ?? field), connection.defaults[field]];
    const given = candidates.find(isGiven);
    if (given === undefined) return null;
    const result = reader(given);
    if ('value' in result) return result.value;
    faults.push({ field, problem: result.problem });
    return null;
  };
  const assume = <T>(field: Assumable, value: T | null, assumption: T | null): T | null => {
    const isFaulty = faults.some((fault) => fault.field === field);
    if (value !== null || assumption === null || isFaulty || !connection.assume.includes(field)) return value;
    assumed.push(field);
    return assumption;
  };

  const callId = assume('callId', read('callId', readText), received && received.sha256);
  const agentId = assume('agentId', read('agentId', readText), 'unknown');
  const startedAt = assume('startedAt', read('startedAt', readStart), received && received.fileTime);
  const saidOfConsent = assume<Consent>('consent', read('consent', readConsent), 'assumed-by-operator') ?? 'unknown';
  const [from, to] = [read('from', readText), read('to', readText)];
  const isUnreadable = faults.some(({ field }) => field === 'consent');
  const decision = decideConsent({ consent: saidOfConsent, isAssumed: assumed.includes('consent'), from, to, basis: isUnreadable ? null : (connection.consentBasis ?? null) });
  const timeZone = read('timeZone', readTimeZone);
  // Dates spoken on the call are resolved in this zone, so a reader must see that nobody gave it.
  if (timeZone === null) assumed.push('timeZone');

  const metadata = {
    platform: read('platform', readText) ?? connection.platform,
    callId,
    agentId,
    startedAt,
    timeZone: timeZone ?? 'UTC',
    direction: read<Direction>('direction', readDirection) ?? 'unknown',
    from,
    to,
    customerName: read('customerName', readText),
    customerEmail: read('customerEmail', readText),
    agentName: read('agentName', readText),
    channelRoles: read('channelRoles', readRoles) ?? [],
    language: read('language', readLanguage),
    consent: decision.consent,
    vocabulary: read('vocabulary', readVocabulary) ?? [],
  };
  const isFaulty = (field: Field): boolean => faults.some((fault) => fault.field === field);
  const required = new Set<Field>([...REQUIRED_ALWAYS, ...connection.required]);
  const missing = [...required].filter((field) => !isFaulty(field) && isLacking(field, { ...metadata, timeZone }));
  return { metadata, consent: decision, missing, faults, assumed };
}

/** An agent may be called unknown; a direction or a consent that is unknown was not given. */
function isLacking(field: Field, given: Readonly<Record<Field, unknown>>): boolean {
  const value = given[field];
  return value === null || (Array.isArray(value) && value.length === 0) || (value === 'unknown' && (field === 'direction' || field === 'consent'));
}
