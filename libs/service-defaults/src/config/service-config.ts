import type { ServiceName } from '@callmesh/contracts';
import type { Environment } from './environment.js';

/** What a service knows of itself and its surroundings. */
export interface ServiceConfig {
  readonly name: ServiceName;
  readonly env: Environment;
  /** Aborts when the process begins to end: begin nothing more. */
  readonly stopping?: AbortSignal;
}

/** Nest injection token of the {@link ServiceConfig}. */
export const SERVICE_CONFIG = Symbol('ServiceConfig');

/** Nest injection token of the schema registry with which this process encodes and decodes. */
export const SCHEMA_REGISTRY = Symbol('SchemaRegistry');
