import path from 'node:path';
import { demoHabits, startDemoCrm, type DemoCrm } from '@callmesh/demo-crm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@callmesh/event-sourcing';
import { startApicurio, startVersitygw, type S3Server } from '@callmesh/testing/servers';
import type { DataDirectory } from '../host/data-directory.js';
import { makeDataDirectory } from '../host/make-directory.js';
import { startSpeechServer } from '../host/speech-server.js';
import { installedSpeechServer } from '../host/speech-venv.js';
import type { Started } from '../host/started.js';
import { startBroker } from './kafka-broker.js';
import { assertToolsFor } from './missing-tools.js';
import { freePort, usualPorts } from './ports.js';
import { supervised, type ServerNews, type StackServer } from './servers.js';

/** Six services with two pools each, and some of them more than once. */
const MAX_CONNECTIONS = '500';

/** What the services stand on, as their environment names it; started here where the environment did not name it. */
export interface Surroundings {
  readonly adminUrl: string;
  readonly env: Readonly<Record<string, string>>;
  readonly servers: readonly StackServer[];
  readonly postgres: EmbeddedPostgres | undefined;
  readonly demoCrm: DemoCrm | undefined;
  readonly hasSpeech: boolean;
}

/** How they are started. */
export interface SurroundingsOptions extends ServerNews {
  /** What is named here is not started. */
  readonly given: Readonly<Record<string, string>>;
  readonly directory: DataDirectory;
  readonly freePorts: boolean;
  readonly started: Started;
}

type Part = Readonly<Record<string, string>>;

/** Starts Postgres, Kafka, registry, S3, speech and demo CRM side by side. */
export async function startSurroundings(options: SurroundingsOptions): Promise<Surroundings> {
  const { given, directory, started } = options;
  assertToolsFor({ kafka: !given.KAFKA_BROKERS, registry: !given.SCHEMA_REGISTRY_URL, s3: !given.S3_BUCKET });
  await makeDataDirectory(directory.root);
  const servers: StackServer[] = [];
  const began = Date.now();
  const keep = (server: StackServer): void => {
    options.say(`${server.name} ready after ${((Date.now() - began) / 1000).toFixed(1)} s (process ${server.pid})`);
    servers.push(server);
    started.add(() => server.stop());
  };
  const [postgres, kafka, registry, s3, speech, demoCrm] = await Promise.all([
    given.DATABASE_URL ? undefined : startPostgres(options),
    given.KAFKA_BROKERS ? {} : startKafka(options, keep),
    given.SCHEMA_REGISTRY_URL ? {} : startRegistry(options, keep),
    given.S3_BUCKET ? {} : startS3(options, keep),
    given.WHISPER_URL ? {} : startSpeech(options),
    given.CRM_HUBSPOT_URL ? undefined : startCrm(options),
  ]);
  const crm: Part = demoCrm ? { CRM_HUBSPOT_URL: demoCrm.url, CRM_HUBSPOT_TOKEN: demoCrm.token } : {};
  const env: Part = { ...kafka, ...registry, ...s3, ...speech, ...crm, ...given };
  return { adminUrl: given.DATABASE_URL ?? postgres?.url ?? '', env, servers, postgres, demoCrm, hasSpeech: env.WHISPER_URL !== undefined };
}

async function startPostgres({ directory, say, started }: SurroundingsOptions): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: directory.postgres, log: say, settings: { max_connections: MAX_CONNECTIONS } });
  started.add(() => postgres.stop());
  return postgres;
}

async function startKafka({ directory, freePorts, say, onRestart }: SurroundingsOptions, keep: (server: StackServer) => void): Promise<Part> {
  const port = await freePort(freePorts ? 0 : usualPorts.kafka);
  const controllerPort = await freePort(freePorts ? 0 : usualPorts.kafkaController);
  keep(await startBroker({ dir: path.join(directory.root, 'kafka'), port, controllerPort, say, onRestart }));
  return { KAFKA_BROKERS: `127.0.0.1:${port}` };
}

async function startRegistry({ directory, freePorts, say, onRestart }: SurroundingsOptions, keep: (server: StackServer) => void): Promise<Part> {
  const port = await freePort(freePorts ? 0 : usualPorts.registry);
  let url = '';
  const start = async (): ReturnType<typeof startApicurio> => {
    const server = await startApicurio({ dir: path.join(directory.root, 'registry'), port });
    url = server.url;
    return server;
  };
  keep(await supervised('registry', { say, onRestart }, start));
  return { SCHEMA_REGISTRY_URL: url };
}

async function startS3({ directory, freePorts, say, onRestart }: SurroundingsOptions, keep: (server: StackServer) => void): Promise<Part> {
  const port = await freePort(freePorts ? 0 : usualPorts.s3);
  let part: Part = {};
  const start = async (): Promise<S3Server> => {
    const server = await startVersitygw({ dir: path.join(directory.root, 's3'), port });
    part = { S3_ENDPOINT: server.url, S3_BUCKET: server.bucket, S3_REGION: server.region, S3_ACCESS_KEY_ID: server.accessKeyId, S3_SECRET_ACCESS_KEY: server.secretAccessKey };
    return server;
  };
  keep(await supervised('s3', { say, onRestart }, start));
  return part;
}

async function startSpeech({ directory, say, started }: SurroundingsOptions): Promise<Part> {
  const installed = await installedSpeechServer();
  if (!installed) return {};
  const speech = await startSpeechServer({ ...installed, logFile: path.join(directory.root, 'whisper.log'), log: say });
  started.add(() => speech.stop());
  return { WHISPER_URL: speech.url };
}

async function startCrm({ directory, freePorts, started }: SurroundingsOptions): Promise<DemoCrm> {
  const port = await freePort(freePorts ? 0 : usualPorts.crm);
  const crm = await startDemoCrm({ dataFile: path.join(directory.root, 'demo-crm.jsonl'), badHabits: demoHabits, port });
  started.add(() => crm.close());
  return crm;
}
