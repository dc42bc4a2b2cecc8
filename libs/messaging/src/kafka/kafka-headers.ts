import type { IHeaders } from 'kafkajs';
import type { RawMessage } from '../bus.port.js';

/** Headers as kafkajs reads them: a name that repeats has a list; a value may be null, though kafkajs' types do not say so. */
export function fromKafka(headers: IHeaders): RawMessage['headers'] {
  const pairs: (readonly [string, Buffer | null])[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) for (const one of value) pairs.push([name, bytesOf(one)]);
    else pairs.push([name, bytesOf(value)]);
  }
  return pairs;
}

/** The other way. A null value becomes an empty one: kafkajs cannot write it. */
export function toKafka(headers: RawMessage['headers']): IHeaders {
  const lists = new Map<string, Buffer[]>();
  for (const [name, value] of headers) lists.set(name, [...(lists.get(name) ?? []), value ?? Buffer.alloc(0)]);
  return Object.fromEntries([...lists].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

const bytesOf = (value: Buffer | string | null | undefined): Buffer | null => (typeof value === 'string' ? Buffer.from(value) : (value ?? null));
