import { bundledRegistry, DomainError, type SchemaRegistry, type ServiceName } from '@callmesh/contracts';
import { createConfluentRegistry, emittedBy, RegistryDenied, RegistryNotFound, RegistryRefused, RegistryUnavailable, requireSchemas, type RegistryOptions } from '@callmesh/messaging';
import type { Environment } from '../config/environment.js';

/** The schema registry of a process. */
export interface OpenRegistry {
  readonly registry: SchemaRegistry;
  /**
   * Refuses services whose schemas it lacks.
   * @throws DomainError `SCHEMA.NOT_REGISTERED`, `CONFIG.REGISTRY_UNREACHABLE`, `CONFIG.REGISTRY_UNUSABLE`
   */
  require(services: readonly ServiceName[]): Promise<void>;
  close(): Promise<void>;
}

/** Where the configuration says that the registry is; undefined for the bundled one. */
export function registryOptions({ SCHEMA_REGISTRY_URL: url, SCHEMA_REGISTRY_USERNAME: username, SCHEMA_REGISTRY_PASSWORD: password }: Environment): RegistryOptions | undefined {
  return url === undefined ? undefined : { url, ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
}

/** Says what is wrong with the registry's address or rights; other errors unchanged. */
export function explainRegistryFault(error: unknown): unknown {
  if (error instanceof RegistryUnavailable) return new DomainError('CONFIG.REGISTRY_UNREACHABLE', `the schema registry ${error.problem}: is it running, and is SCHEMA_REGISTRY_URL right?`);
  if (error instanceof RegistryDenied || error instanceof RegistryNotFound || error instanceof RegistryRefused) return new DomainError('CONFIG.REGISTRY_UNUSABLE', error.message);
  return error;
}

/** The registry at SCHEMA_REGISTRY_URL, or the one that is bundled with this build. */
export function openRegistry(env: Environment): OpenRegistry {
  const options = registryOptions(env);
  if (!options) return { registry: bundledRegistry(), require: () => Promise.resolve(), close: () => Promise.resolve() };
  const registry = createConfluentRegistry(options);
  return {
    registry,
    require: (services) =>
      requireSchemas(registry, emittedBy(services)).catch((error: unknown) => {
        throw explainRegistryFault(error);
      }),
    close: () => registry.close(),
  };
}
