import path from 'node:path';
import { createLocalKms, provisionVault, type Kms } from '@callmesh/claim-check';
import { bundledRegistry, flow, type SchemaRegistry } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { createEmbeddedBus, createKafkaBus, provisionBus, type Bus } from '@callmesh/messaging';
import { openAccess, type Access } from '../access/open-access.js';
import type { Environment } from '../config/environment.js';
import { rootLogger } from '../logs/logger.js';

/** What the services of one process share. */
export interface Platform {
  readonly env: Environment;
  /** No other process works on this database: what a killed predecessor had leased is free at once. */
  readonly exclusive: boolean;
  /** Administrator's connection, for provisioning alone. */
  readonly adminUrl: string;
  /** Passwords of the database roles are derived from it. */
  readonly secret: string;
  readonly bus: Bus;
  readonly registry: SchemaRegistry;
  readonly access: Access;
  readonly kms: Kms;
  /** Folder of the encrypted files. */
  readonly claimRoot: string;
  close(): Promise<void>;
}

/** Opens what all services need: broker, API keys, master key. Creates schemas and topics that are missing. */
export async function openPlatform(env: Environment, options: { readonly exclusive?: boolean; readonly secret?: string }): Promise<Platform> {
  const { DATABASE_URL: adminUrl, CALLMESH_MASTER_KEY: masterKey } = env;
  const missing = [adminUrl ? [] : ['DATABASE_URL: the Postgres that the services share'], masterKey ? [] : ['CALLMESH_MASTER_KEY: 32 bytes in base64, the same for all services']].flat();
  if (!adminUrl || !masterKey) throw new DomainError('CONFIG.INCOMPLETE', `a service that runs alone needs:\n  ${missing.join('\n  ')}\nOr run all services in one process: \`callmesh start\` brings its own.`);

  const { exclusive = false, secret = masterKey } = options;
  const [access, bus] = await Promise.all([openAccess(adminUrl, secret), openBus(env, adminUrl, secret, exclusive), provisionVault(adminUrl)]);
  await bus.ensureTopics([...new Set(flow.map(({ topic }) => topic))]);
  return {
    env,
    exclusive,
    adminUrl,
    secret,
    bus,
    access,
    registry: bundledRegistry(),
    kms: createLocalKms({ current: masterKey }),
    claimRoot: path.join(path.resolve(env.CALLMESH_DATA_DIR), 'claims'),
    close: async () => {
      await Promise.all([bus.close(), access.close()]);
    },
  };
}

async function openBus(env: Environment, adminUrl: string, secret: string, exclusive: boolean): Promise<Bus> {
  const onError = (error: unknown, where: string): void => rootLogger().warn({ err: error }, `broker: ${where}`);
  if (env.KAFKA_BROKERS) return createKafkaBus({ brokers: env.KAFKA_BROKERS.split(','), clientId: 'callmesh', onError });
  return createEmbeddedBus({ url: await provisionBus(adminUrl, secret), exclusive, onError });
}
