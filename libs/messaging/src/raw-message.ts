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
  let isWhole = raw.key !== null && raw.value !== null;
  for (const [name, value] of raw.headers) {
    const shown = legible(name);
    const text = textOf(value);
    // A name that repeats, or that is shown like another, hides what came before.
    if (text === null || shown in headers) isWhole = false;
    headers[shown] = text ?? (value === null ? '' : legible(value.toString('utf8')));
  }
  const whole = textOf(raw.key);
  const key = shortened(whole ?? (raw.key === null ? '' : legible(raw.key.toString('utf8'))));
  const text = { key, value: raw.value ?? Buffer.alloc(0), headers };
  return isWhole && key === whole ? text : { ...text, raw };
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
const legible = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text);

/** The text that is exactly these bytes and can be stored; null where there is none. */
function textOf(value: Buffer | null): string | null {
  if (value === null) return null;
  // Nearly all is ASCII, and read so in a tenth of the time.
  if (!isAscii(value)) return strictly(value);
  const text = value.toString('latin1');
  return text.includes('\0') ? null : text;
}

function strictly(value: Buffer): string | null {
  try {
    const text = strict.decode(value);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function shortened(key: string): string {
  if (key.length <= LONGEST_KEY) return key;
  return `${key.slice(0, 180)}~${createHash('sha256').update(key).digest('hex')}`;
}
