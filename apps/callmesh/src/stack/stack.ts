import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ServiceName } from '@callmesh/contracts';
import type { EmbeddedPostgres } from '@callmesh/event-sourcing';
import { createTopics, loadEnvironment, migrate, openKeys, registerSchemas, type Migrated } from '@callmesh/service-defaults';
import { startGateway } from '../gateway/gateway.js';
import { Upstreams } from '../gateway/upstreams.js';
import { dataDirectory, type InstanceFile } from '../host/data-directory.js';
import type { Host } from '../host/host.js';
import { takeInstanceLock } from '../host/instance-lock.js';
import { ensureLocalKeys } from '../host/local-keys.js';
import { writePrivateJson } from '../host/private-file.js';
import { masterKeyOf, masterKeysIn, mountMasterKeys } from '../host/secrets.js';
import { allServices } from '../host/services.js';
import { askSpeechState } from '../host/speech-state.js';
import { Started } from '../host/started.js';
import { endLeftovers, listProcesses } from './leftovers.js';
import type { StackServer } from './servers.js';
import { ServiceFleet, type StackProcess } from './service-fleet.js';
import { startSurroundings } from './surroundings.js';

/** How the distributed system is run on one machine. */
export interface StackOptions {
  /** Everything is kept here. */
  readonly dataDir: string;
  /** Free ports instead of the usual ones. */
  readonly freePorts?: boolean;
  /** Port of the gateway; default 8400, or a free one. */
  readonly port?: number;
  /** Told in a sentence what is going on. */
  readonly say: (message: string) => void;
  /** How many of each service; default 1. A service with 0 is left out. */
  readonly services?: Readonly<Partial<Record<ServiceName, number>>>;
  /** For every service; what it names of the surroundings (DATABASE_URL, KAFKA_BROKERS, SCHEMA_REGISTRY_URL, S3_…, WHISPER_URL, CRM_HUBSPOT_URL) is not started here. */
  readonly env?: Readonly<Record<string, string>>;
  /** What one service gets instead of its own `env`, e.g. addresses of proxies. */
  readonly envOf?: (service: ServiceName, env: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/** The whole distributed system at work. */
export interface Stack extends Host {
  /** Administrator's address of the database. */
  readonly databaseUrl: string;
  readonly brokers: string;
  readonly registryUrl: string | undefined;
  readonly s3: { readonly endpoint: string; readonly bucket: string } | undefined;
  /** Kafka, registry and S3, where they were started here. */
  readonly servers: readonly StackServer[];
  readonly postgres: EmbeddedPostgres | undefined;
  /** Instances of services, in the order of their start. */
  readonly processes: readonly StackProcess[];
  /** Starts one more instance of a service. */
  add(service: ServiceName): Promise<StackProcess>;
}

/**
 * Starts the whole distributed system on one machine: its servers, the deploy steps, each service as a process of its own, and the gateway.
 * Whatever a killed predecessor left is taken over or ended.
 * @throws DomainError STACK.TOOLS_MISSING, STACK.SERVICE_NOT_STARTED, INSTANCE.ALREADY_RUNNING
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, freePorts = false, say, env: given = {} } = options;
  const directory = dataDirectory(dataDir);
  const processList = path.join(directory.root, 'processes.json');
  const started = new Started();
  try {
    started.add(await takeInstanceLock(directory.lock));
    await endLeftovers(processList, say);
    await mkdir(path.join(directory.root, 'logs'), { recursive: true });
    const masterKey = await masterKeyOf(directory.secrets, given.CALLMESH_MASTER_KEY);
    // Files, so that the services of a stack that runs hear of a rotation; former keys are handed on with them.
    const masterKeys = given.CALLMESH_MASTER_KEY ? { CALLMESH_MASTER_KEY: masterKey } : await mountMasterKeys(directory.secrets, (await masterKeysIn(directory.secrets)) ?? { current: masterKey });
    // Until there are services, nothing has to be written down.
    let list = (): void => undefined;
    const around = await startSurroundings({ given, directory, freePorts, say, started, onRestart: () => list() });
    started.add(() => rm(processList, { force: true }));

    const administrator = { adminUrl: around.adminUrl, secret: masterKey };
    const migrated = await migrate(allServices, administrator);
    say(`database: ${migrated.some(({ done }) => done.length > 0) ? 'brought to what this build needs' : 'up to date'}`);
    await prepareBroker(around.env, say);
    const access = await openKeys(administrator);
    const keys = await ensureLocalKeys(directory.keys, access.keys, around.adminUrl).finally(() => access.close());

    const upstreams = new Upstreams();
    const gateway = await startGateway({ definitions: allServices, upstreams, host: '127.0.0.1', port: options.port ?? (freePorts ? 0 : 8400), metricsToken: loadEnvironment(given).CALLMESH_METRICS_TOKEN });
    const fleet = new ServiceFleet({
      upstreams,
      freePorts,
      say,
      logs: path.join(directory.root, 'logs'),
      onChange: (processes) => listProcesses(processList, [...around.servers, ...processes]),
      envOf: (service) => {
        const env = { ...around.env, ...addressesOf(service, migrated), ...masterKeys, CALLMESH_DATA_DIR: directory.root, CALLMESH_PUBLIC_URL: gateway.url };
        return { ...env, ...options.envOf?.(service, env) };
      },
    });
    list = () => fleet.list();
    started.add(() => fleet.stop());
    // The gateway ends first: it takes no more, and what is in hand still finds its service.
    started.add(() => gateway.close());
    const counts = options.services ?? {};
    await Promise.all(allServices.flatMap(({ name }) => Array.from({ length: counts[name] ?? 1 }, () => fleet.add(name))));

    const { KAFKA_BROKERS: brokers = '', SCHEMA_REGISTRY_URL: registryUrl, S3_ENDPOINT: s3Endpoint, S3_BUCKET: bucket, WHISPER_URL: speechUrl } = around.env;
    const instance: InstanceFile = {
      pid: process.pid,
      url: gateway.url,
      startedAt: new Date().toISOString(),
      demoCrmUrl: around.demoCrm?.url ?? null,
      brokers,
      ...(registryUrl !== undefined && { registryUrl }),
      ...(s3Endpoint !== undefined && { s3Endpoint }),
    };
    await writePrivateJson(directory.instance, instance);
    started.add(() => rm(directory.instance, { force: true }));
    return {
      url: gateway.url,
      keys,
      directory,
      demoCrm: around.demoCrm,
      hasSpeech: around.hasSpeech,
      speechState: () => (speechUrl ? askSpeechState(speechUrl) : Promise.resolve('down')),
      databaseUrl: around.adminUrl,
      brokers,
      registryUrl,
      s3: s3Endpoint && bucket ? { endpoint: s3Endpoint, bucket } : undefined,
      servers: around.servers,
      postgres: around.postgres,
      processes: fleet.processes,
      add: (service) => fleet.add(service),
      stop: () => {
        say('stopping: what is in hand is finished');
        return started.end();
      },
    };
  } catch (error) {
    await started.end();
    throw error;
  }
}

/** The deploy steps of broker and registry. */
async function prepareBroker(given: Readonly<Record<string, string>>, say: (message: string) => void): Promise<void> {
  const env = loadEnvironment(given);
  const [topics, registered] = await Promise.all([createTopics(env), env.SCHEMA_REGISTRY_URL ? registerSchemas(env) : undefined]);
  say(`broker: ${topics.length} topics${registered ? `, ${registered.schemas.length} schemas registered` : ''}`);
}

function addressesOf(service: ServiceName, migrated: readonly Migrated[]): Record<string, string> {
  const found = migrated.find(({ name }) => name === service);
  return found ? { DATABASE_APP_URL: found.appUrl, DATABASE_WORKER_URL: found.workerUrl } : {};
}
