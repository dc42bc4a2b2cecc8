import { DomainError } from '@callmesh/contracts';
import { registerSchemas as register, type Registration } from '@callmesh/messaging';
import type { Environment } from '../config/environment.js';
import { explainRegistryFault, registryOptions } from './open-registry.js';

/**
 * The deploy step before a roll-out: every event schema of this build into the registry at SCHEMA_REGISTRY_URL. Safe to run again.
 * @throws DomainError `CONFIG.INCOMPLETE` without that address, `CONFIG.REGISTRY_UNREACHABLE`, `SCHEMA.INCOMPATIBLE` with the registry's words.
 */
export async function registerSchemas(env: Environment): Promise<Registration> {
  const options = registryOptions(env);
  if (!options) throw new DomainError('CONFIG.INCOMPLETE', 'SCHEMA_REGISTRY_URL is not set: give the base of a Confluent-compatible API. Without a registry each build brings its own schemas, and nothing has to be registered.');
  return register(options).catch((error: unknown) => {
    throw explainRegistryFault(error);
  });
}
