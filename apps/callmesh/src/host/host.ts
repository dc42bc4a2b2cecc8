import { rm } from 'node:fs/promises';
import path from 'node:path';
import { startDemoCrm, demoHabits, type DemoCrm } from '@callmesh/demo-crm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@callmesh/event-sourcing';
import { startServices, type Environment, type RunningServices } from '@callmesh/service-defaults';
import { dataDirectory, type DataDirectory, type InstanceFile, type LocalKeys } from './data-directory.js';
import { takeInstanceLock } from './instance-lock.js';
import { ensureLocalKeys } from './local-keys.js';
import { writePrivateJson } from './private-file.js';
import { masterKeyOf, masterKeysIn } from './secrets.js';
import { allServices } from './services.js';
import { askSpeechState, type SpeechState } from './speech-state.js';
import { startSpeechServer, type SpeechServer } from './speech-server.js';
import { installedSpeechServer } from './speech-venv.js';
import { Started } from './started.js';

const DEMO_CRM_PORT = 8401;
const REMARKS: Readonly<Record<SpeechState, string | undefined>> = {
  ready: undefined,
  loading: 'the model is loading: recordings wait',
  failed: 'the speech server could not load its model (its log says why): recordings fail',
  down: 'the speech server is down: recordings wait',
};

/** How the host runs. */
export interface HostOptions {
  readonly env: Environment;
  /** Told in a sentence what is going on. */
  readonly say: (message: string) => void;
  /** Free ports instead of the usual ones. */
  readonly freePorts?: boolean;
  /** Aborts when the host is no longer wanted while it still starts: what was started by then ends in order. */
  readonly interrupted?: AbortSignal;
}

/** All of callmesh in this process, with what it needs beside it. */
export interface Host {
  readonly url: string;
  readonly keys: LocalKeys;
  readonly directory: DataDirectory;
  /** The demo CRM, when no other was configured. */
  readonly demoCrm: DemoCrm | undefined;
  /** Whether recordings can be transcribed. */
  readonly hasSpeech: boolean;
  /** How the speech server is, the local one or another; `down` when there is none. */
  readonly speechState: () => Promise<SpeechState>;
  stop(): Promise<void>;
}

/**
 * Starts callmesh in embedded mode on a data directory: Postgres, the local speech server and the demo CRM unless others are
 * configured, then all services behind one port. Whatever a killed predecessor left is taken over or stopped.
 * @throws whatever keeps it from starting; something of no matter when it was interrupted
 */
export async function startHost({ env, say, freePorts = false, interrupted }: HostOptions): Promise<Host> {
  const directory = dataDirectory(env.CALLMESH_DATA_DIR);
  const started = new Started();
  interrupted?.addEventListener('abort', () => void started.end(), { once: true });
  try {
    started.add(await takeInstanceLock(directory.lock));
    const [masterKey, postgres, speech, demoCrm] = await Promise.all([
      masterKeyOf(directory.secrets, env.CALLMESH_MASTER_KEY),
      env.DATABASE_URL ? undefined : startPostgres(directory, say, started),
      env.WHISPER_URL ? undefined : startSpeech(directory, say, started),
      env.CRM_HUBSPOT_URL ? undefined : startCrm(directory, freePorts, started),
    ]);
    const complete: Environment = {
      ...env,
      CALLMESH_DATA_DIR: directory.root,
      CALLMESH_MASTER_KEY: masterKey,
      ...(env.CALLMESH_MASTER_KEY === undefined && { CALLMESH_OTHER_MASTER_KEYS: (await masterKeysIn(directory.secrets))?.previous?.join(',') }),
      ...(freePorts && { CALLMESH_PORT: 0 }),
      ...(postgres && { DATABASE_URL: postgres.url }),
      ...(speech && { WHISPER_URL: speech.url }),
      ...(demoCrm && { CRM_HUBSPOT_URL: demoCrm.url, CRM_HUBSPOT_TOKEN: demoCrm.token }),
    };
    const adminUrl = postgres?.url ?? env.DATABASE_URL ?? '';
    interrupted?.throwIfAborted();
    const services = await startServices(allServices, complete, { exclusive: postgres !== undefined, ...(env.CALLMESH_MASTER_KEY === undefined && { masterKeys: () => masterKeysIn(directory.secrets) }) });
    started.add(() => services.stop());
    // A registry that is away is waited for as long as it takes, and a signal is to end that in order.
    await services.ready;
    const speechState = (): Promise<SpeechState> => (complete.WHISPER_URL ? askSpeechState(complete.WHISPER_URL) : Promise.resolve('down'));
    if (complete.WHISPER_URL) watchSpeech(services, speechState);
    const keys = await ensureLocalKeys(directory.keys, services.keys, adminUrl);
    const instance: InstanceFile = { pid: process.pid, url: services.url, startedAt: new Date().toISOString(), demoCrmUrl: demoCrm?.url ?? null };
    await writePrivateJson(directory.instance, instance);
    started.add(() => rm(directory.instance, { force: true }));
    interrupted?.throwIfAborted();
    const hasSpeech = Boolean(env.WHISPER_URL ?? speech);
    return { url: services.url, keys, directory, demoCrm, hasSpeech, speechState, stop: () => started.end() };
  } catch (error) {
    await started.end();
    throw error;
  }
}

async function startPostgres(directory: DataDirectory, say: (message: string) => void, started: Started): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: directory.postgres, log: say });
  started.add(() => postgres.stop());
  return postgres;
}

async function startSpeech(directory: DataDirectory, say: (message: string) => void, started: Started): Promise<SpeechServer | undefined> {
  const installed = await installedSpeechServer();
  if (!installed) return undefined;
  const speech = await startSpeechServer({ ...installed, logFile: path.join(directory.root, 'whisper.log'), log: say });
  started.add(() => speech.stop());
  return speech;
}

async function startCrm(directory: DataDirectory, freePorts: boolean, started: Started): Promise<DemoCrm> {
  const options = { dataFile: path.join(directory.root, 'demo-crm.jsonl'), badHabits: demoHabits };
  const crm = await startDemoCrm({ ...options, port: freePorts ? 0 : DEMO_CRM_PORT }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return startDemoCrm({ ...options, port: 0 });
  });
  started.add(() => crm.close());
  return crm;
}

/** A model that still loads is worth a remark, not a reason to refuse work: its jobs wait. */
function watchSpeech(services: RunningServices, speechState: () => Promise<SpeechState>): void {
  services.readiness.add({ name: 'speech', check: async () => REMARKS[await speechState()] });
}
