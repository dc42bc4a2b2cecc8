import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { ServiceName } from '@callmesh/contracts';
import { startDemoCrm, type BadHabits, type DemoCrm } from '@callmesh/demo-crm';
import { newApiKey } from '@callmesh/service-defaults';
import { newDataDir, removeDataDir } from '../../support/callmesh-process.js';
import type { SampleCall } from '../../support/calls.js';
import { startFaultyPostgres, type FaultyPostgres } from './faulty-postgres.js';
import { publishedEmbedded, publishedOnKafka } from './published.js';
import { ServiceInstance } from './service-instance.js';
import { services, withAdmin } from './stores.js';
import type { Intake } from './traffic.js';
import type { Judged } from './verdict.js';

const TENANT = 'local';

/** The services apart, each in as many processes as wanted, with their Postgres and CRM outside. */
export interface Fleet extends Judged {
  readonly postgres: FaultyPostgres;
  readonly crm: DemoCrm;
  readonly dataDir: string;
  readonly instances: readonly ServiceInstance[];
  of(service: ServiceName): ServiceInstance[];
  /** To the first instance of a service that takes requests. @throws when there is none, or no answer */
  call(service: ServiceName, method: string, route: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  readonly intake: Intake;
  close(): Promise<void>;
}

/** What a fleet is started with. */
export interface FleetOptions {
  readonly seed: number;
  /** `host:port[,…]`; absent: the embedded log. */
  readonly kafka?: string;
  readonly habits?: Partial<BadHabits>;
  readonly env?: Readonly<Record<string, string>>;
  /** Instances of each service; default 1. */
  readonly instances?: (service: ServiceName) => number;
}

/** Starts one; resolves when all of it is ready. */
export async function startFleet({ seed, kafka, habits = {}, env = {}, instances = () => 1 }: FleetOptions): Promise<Fleet> {
  const dataDir = await newDataDir();
  const crm = await startDemoCrm({ port: 0, seed, badHabits: habits });
  const postgres = await startFaultyPostgres(path.join(dataDir, 'postgres'));
  const { DATABASE_URL: _ofTheTestRun, ...inherited } = process.env;
  const common = {
    ...inherited,
    NODE_OPTIONS: '',
    DATABASE_URL: postgres.url,
    CALLMESH_DATA_DIR: dataDir,
    CALLMESH_MASTER_KEY: randomBytes(32).toString('base64'),
    CALLMESH_PORT: '0',
    CALLMESH_LOG_LEVEL: 'info',
    CRM_HUBSPOT_URL: crm.url,
    CRM_HUBSPOT_TOKEN: crm.token,
    ...(kafka !== undefined && { KAFKA_BROKERS: kafka }),
    ...env,
  };
  const fleet = services.flatMap((service) => Array.from({ length: instances(service) }, () => new ServiceInstance(service, common)));
  await Promise.all(fleet.map((instance) => instance.start()));
  const [admin, operator] = [await makeKey(postgres.url, 'admin'), await makeKey(postgres.url, 'operator')];

  const of = (service: ServiceName): ServiceInstance[] => fleet.filter((instance) => instance.service === service);
  let turn = 0;
  const ask = async (service: ServiceName, method: string, route: string, body?: unknown): Promise<{ status: number; body: unknown }> => {
    const ready = of(service).filter(({ url }) => url !== undefined);
    const to = ready[(turn += 1) % Math.max(1, ready.length)];
    if (!to) throw new Error(`no instance of ${service} takes requests`);
    // What reaches beyond the tenant is for operators alone.
    const key = /\/api\/v1\/(parked|projections|replays)/.test(route) ? operator : admin;
    const headers = { authorization: `Bearer ${key}`, ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }) };
    const response = await fetch(`${to.url}${route}`, { method, headers, signal: AbortSignal.timeout(60_000), ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }) });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  };
  return {
    postgres,
    crm,
    dataDir,
    instances: fleet,
    of,
    call: ask,
    adminUrl: postgres.url,
    published: kafka === undefined ? publishedEmbedded : () => publishedOnKafka(kafka),
    intake: (call) => upload(call, (form) => ask('ingestion', 'POST', '/api/v1/calls', form)),
    async close() {
      await Promise.all(fleet.map((instance) => instance.stop()));
      await crm.close();
      await postgres.stop();
      await removeDataDir(dataDir);
    },
  };
}

async function upload(call: SampleCall, post: (form: FormData) => Promise<{ status: number; body: unknown }>): Promise<{ status: string; conversationId: string }> {
  const form = new FormData();
  form.set('connection', 'upload');
  form.set('metadata', JSON.stringify(call.metadata));
  form.set('file', new Blob([new Uint8Array(call.content)]), call.fileName);
  const { status, body } = await post(form);
  if (status !== 202) throw new Error(`the upload of ${call.fileName} was answered ${status}: ${JSON.stringify(body)}`);
  return body as { status: string; conversationId: string };
}

/** A key for the one tenant, put where services look for keys. */
async function makeKey(adminUrl: string, role: string): Promise<string> {
  const key = newApiKey();
  await withAdmin(adminUrl, (client) => client.query('insert into access.api_keys (prefix, sha256, tenant_id, role, name) values ($1, $2, $3, $4, $5)', [key.prefix, key.sha256, TENANT, role, 'faults']));
  return key.clear;
}
