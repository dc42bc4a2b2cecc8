import type { CurrentSigner, Kms, LocalMasterKeys, ObjectStore } from '@callmesh/claim-check';
import type { SchemaRegistry, ServiceName } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import type { Bus } from '@callmesh/messaging';
import type { Access } from '../access/open-access.js';
import type { Environment } from '../config/environment.js';
import { currentMasterKeys, masterKeysOf, openLocalKms, openSigner } from '../config/master-keys.js';
import { databaseRoles, type DatabaseRoles } from './database-roles.js';
import { openBus } from './open-bus.js';
import { openObjects } from './open-objects.js';
import { openRegistry } from './open-registry.js';

/** What the services of one process share. */
export interface Platform {
  readonly env: Environment;
  /** No other process works on this database: what a killed predecessor had leased is free at once. */
  readonly exclusive: boolean;
  readonly database: DatabaseRoles;
  /** Of each service's pools; left out: as many as a pool has by default. */
  readonly connections: { readonly max: number; readonly maxWorker: number } | undefined;
  /** Aborted when this process begins to end. */
  readonly stopping: AbortController;
  readonly bus: Bus;
  readonly registry: SchemaRegistry;
  /** Refuses services whose schemas the registry lacks. @throws DomainError `SCHEMA.NOT_REGISTERED`, `CONFIG.REGISTRY_UNREACHABLE` */
  requireSchemas(services: readonly ServiceName[]): Promise<void>;
  readonly access: Access;
  readonly kms: Kms;
  /** Signs receipts and the ledger of erasures in this installation's name. */
  readonly signer: CurrentSigner;
  /** Where sealed audio and transcripts lie. */
  readonly objects: ObjectStore;
  close(): Promise<void>;
}

/** Services in one process share its one thread: more connections wait for it, and take 4 MB each in Postgres. */
const CONNECTIONS_TOGETHER = { max: 4, maxWorker: 2 } as const;

/** How a process shares what is around it. */
export interface PlatformOptions {
  readonly exclusive?: boolean;
  readonly secret?: string;
  /** Reads the master keys again while the process runs; default: from the files that the environment names. */
  readonly masterKeys?: () => Promise<LocalMasterKeys | undefined>;
  /** How many services run in this process. */
  readonly services: number;
}

/**
 * Opens what all services need: broker, API keys, master key. With the administrator's address it creates schemas that are missing.
 * @throws DomainError `CONFIG.INCOMPLETE`, `DATABASE.NOT_MIGRATED`
 */
export async function openPlatform(env: Environment, { exclusive = false, secret, services, masterKeys = () => Promise.resolve(currentMasterKeys(env)) }: PlatformOptions): Promise<Platform> {
  const keys = masterKeysOf(env);
  const database = databaseRoles(env, secret ?? env.CALLMESH_ROLES_SECRET ?? keys?.current ?? '', services);
  if (!database || !keys) throw new DomainError('CONFIG.INCOMPLETE', missingFrom(env, database));
  const schemas = openRegistry(env);
  const store = await openObjects(env);
  const [access, bus] = await Promise.all([database.openAccess(), openBus(env, { busUrl: () => database.busUrl(), exclusive })]);
  return {
    env,
    exclusive,
    database,
    connections: services > 1 ? CONNECTIONS_TOGETHER : undefined,
    stopping: new AbortController(),
    bus,
    access,
    registry: schemas.registry,
    requireSchemas: (names) => schemas.require(names),
    kms: openLocalKms(keys, masterKeys),
    signer: openSigner(keys, masterKeys),
    objects: store.objects,
    close: async () => {
      await Promise.all([bus.close(), access.close(), schemas.close()]);
      store.close();
    },
  };
}

function missingFrom(env: Environment, database: DatabaseRoles | undefined): string {
  const roles = '  DATABASE_APP_URL and DATABASE_WORKER_URL: the service\'s own roles, as `callmesh migrate` makes them\n  (or DATABASE_URL: an administrator of the Postgres that the services share)';
  const missing = [database ? [] : [roles], env.CALLMESH_MASTER_KEY ? [] : ['  CALLMESH_MASTER_KEY: 32 bytes in base64, the same for all services']].flat();
  return `a service that runs alone needs:\n${missing.join('\n')}\nOr run all services in one process: \`callmesh start\` brings its own.`;
}
