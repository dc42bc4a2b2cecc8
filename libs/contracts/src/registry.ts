import { UnknownSchema } from './contract.errors.js';
import type { EventType } from './flow.js';
import { currentVersion, versionById } from './schema-versions.js';

/** Gives schemas their numbers. Bundled here; a Confluent-compatible server in distributed mode. */
export interface SchemaRegistry {
  /** Id under which messages of this type are published: that of its newest minor. */
  idOf(type: EventType): Promise<number>;
  /**
   * The self-contained Avro schema of an id; the same object each time, as resolvers are kept by it.
   * @throws UnknownSchema
   */
  schemaOf(id: number): Promise<object>;
}

/** Ids from `schemas/lock.json`, schemas from this build: no server needed. */
export function bundledRegistry(): SchemaRegistry {
  return {
    idOf: (type) => Promise.resolve(currentVersion(type).id),
    async schemaOf(id) {
      const version = versionById(id);
      if (!version) throw new UnknownSchema(id);
      return Promise.resolve(version.schema);
    },
  };
}
