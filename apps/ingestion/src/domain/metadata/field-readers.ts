import type { SpeakerRole } from '@callmesh/contracts';
import type { Consent } from '../consent/rule.js';
import type { Direction } from './call-metadata.js';

/** A usable value, or what a usable one looks like. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/i;
const CONSENT: Readonly<Record<string, Consent>> = {
  granted: 'granted', true: 'granted', yes: 'granted', given: 'granted', accepted: 'granted',
  refused: 'refused', false: 'refused', no: 'refused', denied: 'refused', declined: 'refused',
  unknown: 'unknown', 'assumed-by-operator': 'assumed-by-operator',
};
const DIRECTION: Readonly<Record<string, Direction>> = { inbound: 'inbound', in: 'inbound', incoming: 'inbound', outbound: 'outbound', out: 'outbound', outgoing: 'outbound', unknown: 'unknown' };
const ROLE: Readonly<Record<string, SpeakerRole>> = { agent: 'agent', customer: 'customer', caller: 'customer', unknown: 'unknown' };

/** Ids, numbers and tags: a string or a number, without control characters, of bounded length. */
export function readText(value: unknown): Read<string> {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return text.length > 0 && text.length <= 200 && !/\p{Cc}/u.test(text) ? { value: text } : { problem: 'must be a text of 1 to 200 characters' };
}

/** Years of calls that this program can meet: outside them it is the date that is wrong. Clocks may be wrong too, so nothing is compared with ours. */
const [EARLIEST, LATEST] = [Date.UTC(1990, 0, 1), Date.UTC(2100, 0, 1)];

export function readStart(value: unknown): Read<number> {
  const text = typeof value === 'string' ? value.trim() : '';
  const time = ZONED.test(text) && isDate(text.slice(0, 10)) ? Date.parse(text.replace(' ', 'T').replace(/\s+/g, '').replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : NaN;
  if (!Number.isFinite(time)) return { problem: 'must be a time with its zone, like 2026-11-03T14:05:00-08:00' };
  return time >= EARLIEST && time < LATEST ? { value: time } : { problem: 'must lie between the years 1990 and 2099' };
}

/** `Date.parse` makes the 3rd of March of a 31st of February. */
const isDate = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(day);
};

export function readTimeZone(value: unknown): Read<string> {
  try {
    // Intl takes offsets too, but spoken dates need the zone's rules.
    if (typeof value === 'string' && /^[A-Za-z]/.test(value)) return { value: new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone };
  } catch {
    // not a zone
  }
  return { problem: 'must be an IANA time zone, like America/Los_Angeles' };
}

export const readConsent = (value: unknown): Read<Consent> => oneOf(CONSENT, value, 'must be granted, refused or unknown');
export const readDirection = (value: unknown): Read<Direction> => oneOf(DIRECTION, value, 'must be inbound, outbound or unknown');

export function readRoles(value: unknown): Read<SpeakerRole[]> {
  const problem = 'must be a list with a role per audio channel, in order: agent, customer or unknown';
  const list = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(list) || list.length > 8) return { problem };
  const roles = list.map((item) => oneOf(ROLE, typeof item === 'string' ? item.trim() : item, problem));
  return roles.every((role) => 'value' in role) ? { value: roles.map((role) => role.value) } : { problem };
}

export function readVocabulary(value: unknown): Read<string[]> {
  const words = Array.isArray(value) && value.length <= 500 ? value.map(readText) : [];
  return Array.isArray(value) && value.length <= 500 && words.every((word) => 'value' in word) ? { value: words.map((word) => word.value) } : { problem: 'must be a list of at most 500 words' };
}

export function readLanguage(value: unknown): Read<string> {
  try {
    const [tag] = typeof value === 'string' ? Intl.getCanonicalLocales(value) : [];
    if (tag !== undefined) return { value: tag };
  } catch {
    // not a tag
  }
  return { problem: 'must be a BCP 47 tag, like en-US' };
}

function oneOf<T>(values: Readonly<Record<string, T>>, value: unknown, problem: string): Read<T> {
  const key = String(value).toLowerCase();
  const found = Object.hasOwn(values, key) ? values[key] : undefined;
  return found === undefined ? { problem } : { value: found };
}
