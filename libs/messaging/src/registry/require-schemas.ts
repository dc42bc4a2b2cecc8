import { flow, writtenVersion, type EventType, type ServiceName } from '@callmesh/contracts';
import type { ConfluentRegistry } from './confluent-registry.adapter.js';
import { SchemaNotRegistered } from './schema-not-registered.js';

/** What these services publish. */
export function emittedBy(services: readonly ServiceName[]): EventType[] {
  return flow.filter((row) => services.includes(row.emittedBy)).map((row) => row.type);
}

/**
 * A service starts only when the registry has every schema that it publishes: found later, its relay would stand still. What it hears
 * comes with an id, and needs no schema of this build in the registry.
 * @throws SchemaNotRegistered naming all that are missing, and the command that registers them.
 */
export async function requireSchemas(registry: ConfluentRegistry, types: readonly EventType[]): Promise<void> {
  const versions = types.map(writtenVersion);
  const ids = await Promise.all(versions.map((version) => registry.find(version)));
  const missing = versions.filter((_, index) => ids[index] === undefined);
  if (missing.length > 0) throw new SchemaNotRegistered(missing);
  // Asked for now, an id is known for as long as the process lives, whether the registry is there or not.
  await Promise.all(types.map((type) => registry.idOf(type)));
}
