import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { BusMessage, RawMessage } from './bus.port.js';

/** Longer keys become their beginning and a hash: they are kept in indexed columns. */
const LONGEST_KEY = 255;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A message as text, with its exact bytes where the text does not show all of them. */
export type TextForm = Pick<BusMessage, 'key' | 'value' | 'headers' | 'raw'>;

/**
 * Brings what a broker holds into the text form that consumers work with. Nothing is refused here: whatever stands in key and
 * headers must still be parked and copied byte for byte. A name that repeats counts by its last value.
 */
export function textForm(raw: RawMessage): TextForm {
  const headers: Record<string, string> = {};
  for (const [name, value] of raw.headers) headers[legible(name)] = value === null ? '' : textOf(value);
  const key = raw.key === null ? '' : shortened(textOf(raw.key));
  const text = { key, value: raw.value ?? Buffer.alloc(0), headers };
  return isWholeIn(raw, text) ? text : { ...text, raw };
}

/** A message's exact bytes, whether it came as text or not. */
export function rawOf({ key, value, headers, raw }: TextForm): RawMessage {
  return raw ?? { key: Buffer.from(key), value, headers: Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]) };
}

/** Key and headers in JSON, for a column beside the value. */
export interface StoredRaw {
  readonly key: string | null;
  readonly isNull: boolean;
  readonly headers: readonly (readonly [string, string | null])[];
}

/** @returns null where the text form says it all. */
export function storedRaw({ raw }: TextForm): StoredRaw | null {
  if (!raw) return null;
  // Names too in base64: JSON columns hold no NUL.
  return { key: base64(raw.key), isNull: raw.value === null, headers: raw.headers.map(([name, value]) => [Buffer.from(name).toString('base64'), base64(value)]) };
}

/** The other way; `value` is stored beside it. */
export function rawFromStored(stored: StoredRaw | null, value: Buffer): RawMessage | undefined {
  if (!stored) return undefined;
  return {
    key: bytes(stored.key),
    value: stored.isNull ? null : value,
    headers: stored.headers.map(([name, text]) => [Buffer.from(name, 'base64').toString(), bytes(text)]),
  };
}

const base64 = (value: Buffer | null): string | null => value?.toString('base64') ?? null;
const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'base64'));

/** Text columns hold no NUL. */
const legible = (text: string): string => text.replaceAll('\0', '\uFFFD');
// Nearly all is ASCII, and read so three times as fast.
const textOf = (value: Buffer): string => legible(isAscii(value) ? value.toString('latin1') : value.toString('utf8'));

function shortened(key: string): string {
  if (key.length <= LONGEST_KEY) return key;
  return `${key.slice(0, 180)}~${createHash('sha256').update(key).digest('hex')}`;
}

function isWholeIn({ key, value, headers }: RawMessage, text: TextForm): boolean {
  if (key === null || value === null || !isSame(key, text.key)) return false;
  if (Object.keys(text.headers).length !== headers.length) return false;
  return headers.every(([name, bytesOf]) => bytesOf !== null && isSame(bytesOf, text.headers[name] ?? ''));
}

/** Whether bytes are exactly this text. */
function isSame(value: Buffer, text: string): boolean {
  // Nearly always; the exact way costs more than all else that is done to a header.
  if (value.length === text.length && isAscii(value) && !text.includes('\uFFFD')) return true;
  try {
    return strict.decode(value) === text;
  } catch {
    return false;
  }
}
