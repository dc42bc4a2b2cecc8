import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EventType } from '../flow.js';
import type { EventPayloads } from '../generated/events.js';

/** A stored payload of one published version. */
export interface Fixture<T extends EventType = EventType> {
  readonly type: T;
  readonly minor: number;
  readonly data: EventPayloads[T];
  /** Avro body as it was written when the version was new. */
  readonly bytes: Buffer;
}

const dir = fileURLToPath(new URL('../../../../schemas/fixtures/', import.meta.url));

/** Every fixture of `schemas/fixtures/`. */
export const fixtures: readonly Fixture[] = readdirSync(dir).map((file) => {
  const [, type, minor] = /^(.*\.v\d+)\.(\d+)\.json$/.exec(file) ?? [];
  const { data, bytes } = JSON.parse(readFileSync(`${dir}${file}`, 'utf8')) as { data: EventPayloads[EventType]; bytes: string };
  return { type: type as EventType, minor: Number(minor), data, bytes: Buffer.from(bytes, 'base64') };
});

/** The payload of a type's first fixture, as a copy that a test may change. */
export function payload<T extends EventType>(type: T): EventPayloads[T] {
  const fixture = fixtures.find((candidate): candidate is Fixture<T> => candidate.type === type);
  if (!fixture) throw new Error(`schemas/fixtures/ has nothing for ${type}`);
  return structuredClone(fixture.data);
}
