import { createHash } from 'node:crypto';
import { GuidNotResolvable, UnknownSchema, versionBySha256, writtenVersion, type SchemaRegistry, type SchemaVersion } from '@callmesh/contracts';
import { Breaker } from './breaker.js';
import { RegistryHttp, type RegistryOptions } from './registry-http.js';
import { RegistryNotFound, RegistryRefused } from './registry.errors.js';
import { SchemaNotRegistered } from './schema-not-registered.js';
import { SingleFlightCache } from './single-flight-cache.js';
import { subjectOf } from './subjects.js';

const MOST_SCHEMAS = 1_000;
const FORGET_MISSING_MS = 10_000;
const NO_SUCH_SCHEMA = 40_403;

/** A registry behind HTTP. */
export interface ConfluentRegistry extends SchemaRegistry {
  /**
   * Whether a version is registered under its subject.
   * @returns its id, or undefined.
   */
  find(version: SchemaVersion): Promise<number | undefined>;
  close(): Promise<void>;
}

interface SchemaAnswer {
  readonly schema?: string;
  readonly schemaType?: string;
  readonly references?: readonly unknown[];
}

/**
 * Any server with the Confluent Schema Registry API (Confluent, Apicurio's `/apis/ccompat/v7`, Karapace). Schemas never change under
 * an id, so what is known stays known when the server is away; ids that nobody knows are believed to be unknown for 10 s only.
 */
export function createConfluentRegistry(options: RegistryOptions): ConfluentRegistry {
  const http = new RegistryHttp(options);
  const breaker = new Breaker();
  const ask = <T>(path: string): Promise<T> => breaker.run(() => http.call<T>('GET', path));
  const cacheOptions = { max: MOST_SCHEMAS, forgetMissingMs: FORGET_MISSING_MS, isMissing: (error: unknown) => error instanceof UnknownSchema || error instanceof GuidNotResolvable };

  const byId = new SingleFlightCache<number, object>(async (id) => {
    const answer = await ask<SchemaAnswer>(`/schemas/ids/${id}`).catch((error: unknown) => {
      throw error instanceof RegistryNotFound && error.isAnswer ? new UnknownSchema(id) : error;
    });
    return schemaIn(answer, `id ${id}`);
  }, cacheOptions);

  const byGuid = new SingleFlightCache<string, object>(async (guid) => {
    const answer = await ask<SchemaAnswer>(`/schemas/guids/${guid}`).catch((error: unknown) => {
      throw error instanceof RegistryNotFound ? new GuidNotResolvable(guid, error.errorCode === NO_SUCH_SCHEMA ? 'the registry has no schema with it' : 'the registry has no route that finds schemas by GUID') : error;
    });
    return schemaIn(answer, `GUID ${guid}`);
  }, cacheOptions);

  const find = (version: SchemaVersion): Promise<number | undefined> =>
    breaker
      .run(() => http.call<{ id: number }>('POST', `/subjects/${encodeURIComponent(subjectOf(version))}`, { schema: JSON.stringify(version.schema) }))
      .then(
        ({ id }) => id,
        (error: unknown) => {
          if (error instanceof RegistryNotFound && error.isAnswer) return undefined;
          throw error;
        },
      );

  const ids = new SingleFlightCache<SchemaVersion, number>(
    async (version) => {
      const id = await find(version);
      if (id === undefined) throw new SchemaNotRegistered([version]);
      return id;
    },
    { max: MOST_SCHEMAS, forgetMissingMs: FORGET_MISSING_MS, isMissing: (error) => error instanceof SchemaNotRegistered },
  );

  return {
    idOf: (type, schemaSha256 = '') => ids.get(versionBySha256(schemaSha256) ?? writtenVersion(type)),
    schemaOf: (id) => byId.get(id),
    schemaOfGuid: (guid) => byGuid.get(guid.toLowerCase()),
    find,
    close: () => http.close(),
  };
}

/** One of this build's schemas is handed out as the very object that the codec knows, so that nothing has to be resolved. */
function schemaIn({ schema, schemaType = 'AVRO', references = [] }: SchemaAnswer, what: string): object {
  const unfit = (why: string): RegistryRefused => new RegistryRefused(200, `the schema of ${what}`, why);
  if (schemaType !== 'AVRO') throw unfit(`it is ${schemaType}, events are Avro`);
  if (references.length > 0) throw unfit('it refers to other schemas; events\' schemas are self-contained');
  if (typeof schema !== 'string') throw unfit('it has no text');
  const ours = versionBySha256(createHash('sha256').update(schema).digest('hex'));
  if (ours) return ours.schema;
  try {
    const value: unknown = JSON.parse(schema);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw unfit('it is no Avro record');
}
