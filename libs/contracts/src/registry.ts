import { GuidNotResolvable, UnknownSchema } from './contract.errors.js';
import type { EventType } from './flow.js';
import { versionById, versionBySha256, writtenVersion } from './schema-versions.js';

/** Gives schemas their numbers. Bundled here; a Confluent-compatible server in distributed mode. */
export interface SchemaRegistry {
  /**
   * Id under which messages of this type are published: that of the minor that this build writes, or of the version with this SHA-256
   * (hex), for an event that a newer build stored before it was rolled back.
   */
  idOf(type: EventType, schemaSha256?: string): Promise<number>;
  /**
   * The self-contained Avro schema of an id; the same object each time, as resolvers are kept by it.
   * @throws UnknownSchema
   */
  schemaOf(id: number): Promise<object>;
  /**
   * The same by GUID (lower case, with hyphens), where a producer put that into the header `__value_schema_id`.
   * @throws GuidNotResolvable
   */
  schemaOfGuid(guid: string): Promise<object>;
}

/** Ids from `schemas/lock.json`, schemas from this build: no server needed. */
export function bundledRegistry(): SchemaRegistry {
  return {
    idOf: (type, schemaSha256 = '') => Promise.resolve((versionBySha256(schemaSha256) ?? writtenVersion(type)).id),
    async schemaOf(id) {
      const version = versionById(id);
      if (!version) throw new UnknownSchema(id);
      return Promise.resolve(version.schema);
    },
    schemaOfGuid: (guid) => Promise.reject(new GuidNotResolvable(guid, 'the registry that is bundled with this build has no GUIDs')),
  };
}
