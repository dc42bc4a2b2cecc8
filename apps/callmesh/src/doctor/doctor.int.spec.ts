import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createLocalKms } from '@callmesh/claim-check';
import { loadEnvironment, migrate } from '@callmesh/service-defaults';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '@callmesh/testing';
import pg from 'pg';
import { dataDirectory } from '../host/data-directory.js';
import { allServices } from '../host/services.js';
import { allProbes } from './all-probes.js';
import type { Finding } from './finding.js';
import { runProbes } from './probe.js';

const key = (): string => randomBytes(32).toString('base64');

describe('callmesh doctor', () => {
  let database: TestDatabase;
  let folder: string;
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const masterKey = key();

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), mkdtemp(path.join(os.tmpdir(), 'callmesh-doctor-'))]);
  });

  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const listen = async (server: Server): Promise<string> => {
    servers.push(server);
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const asAdmin = async (sql: string, values: unknown[] = []): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    const answer = await client.query(sql, values);
    await client.end();
    return answer;
  };
  const look = (given: Record<string, string>, patienceMs?: number): Promise<Finding[]> => {
    const env = loadEnvironment({ CALLMESH_DATA_DIR: folder, CALLMESH_PORT: '0', ...given });
    return runProbes(allProbes, { env, directory: dataDirectory(folder), instance: undefined, adminUrl: env.DATABASE_URL }, patienceMs);
  };
  const of = (findings: readonly Finding[], check: string): Finding | undefined => findings.find((one) => one.check === check);
  const faults = (findings: readonly Finding[]): string[] => findings.filter(({ state }) => state === 'fault').map(({ check }) => check);

  it('an empty database is a thing to do, and after `callmesh migrate` every check of it holds', async () => {
    const before = await look({ DATABASE_URL: database.adminUrl });
    expect(of(before, 'migrations')).toMatchObject({ state: 'note', next: expect.stringContaining('callmesh migrate') as string });
    await migrate(allServices, { adminUrl: database.adminUrl, secret: TEST_SECRET });
    const after = await look({ DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: masterKey });
    // The run's own server forgets on purpose, for speed.
    const { rows } = await asAdmin('show fsync');
    const durable = (rows[0] as { fsync: string }).fsync === 'on';
    expect(faults(after).filter((check) => check !== 'durability')).toEqual([]);
    expect(of(after, 'durability')).toMatchObject({ state: durable ? 'ok' : 'fault' });
    expect(of(after, 'migrations')).toMatchObject({ state: 'ok', found: expect.stringContaining(`${allServices.length} schemas`) as string });
    expect(of(after, 'object store')).toMatchObject({ state: 'ok', found: expect.stringContaining('read back unchanged') as string });
    for (const check of ['Postgres', 'connections', 'clock of Postgres', 'horizon', 'disk space', 'master key']) expect(of(after, check)).toMatchObject({ check, state: 'ok' });
  }, 120_000);

  it('the master key is proved on what is sealed: another one does not open it', async () => {
    const [keyId, conversationId] = [randomUUID(), randomUUID()];
    const { masterKeyId, wrapped } = await createLocalKms({ current: masterKey }).wrap(randomBytes(32), `callmesh data key 1\nacme\n${conversationId}\n${keyId}`);
    await asAdmin('insert into vault.keys (key_id, tenant_id, conversation_id, master_key_id, wrapped) values ($1, $2, $3, $4, $5)', [keyId, 'acme', conversationId, masterKeyId, wrapped]);
    const [right, wrong] = [await look({ DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: masterKey }), await look({ DATABASE_URL: database.adminUrl, CALLMESH_MASTER_KEY: key() })];
    expect(of(right, 'master key')).toMatchObject({ state: 'ok', found: expect.stringContaining('opens the vault') as string });
    expect(of(wrong, 'master key')).toMatchObject({ state: 'fault', next: expect.stringContaining('CALLMESH_MASTER_KEY') as string });
  });

  it('a missing migration is named, and a server that could forget what it acknowledged', async () => {
    await asAdmin(`delete from insights.provisioned_steps where name like 'AuditTables%'`);
    await asAdmin(`do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`);
    const findings = await look({ DATABASE_URL: database.adminUrl });
    expect(of(findings, 'migrations of insights')).toMatchObject({ state: 'fault', found: expect.stringContaining('AuditTables') as string });
    expect(of(findings, 'durability')).toMatchObject({ state: 'fault', found: expect.stringContaining('synchronous_commit is off') as string });
  });

  it('whoever refuses us is told apart from whoever is away; no password is shown', async () => {
    const crm = await listen(createHttp((_request, response) => void response.writeHead(401).end('{}')));
    const url = new URL(database.adminUrl);
    url.username = 'callmesh_ingestion';
    url.password = 's3cret';
    const findings = await look({ DATABASE_URL: url.toString(), CRM_HUBSPOT_URL: `http://${crm}`, CRM_HUBSPOT_TOKEN: 'wrong', WHISPER_URL: 'http://127.0.0.1:1', KAFKA_BROKERS: '127.0.0.1:1' });
    expect(of(findings, 'CRM')).toMatchObject({ state: 'fault', found: expect.stringContaining('refuses the token') as string });
    expect(of(findings, 'Postgres')).toMatchObject({ state: 'fault', next: expect.stringContaining('password') as string });
    expect(of(findings, 'speech server')).toMatchObject({ state: 'fault', found: expect.stringContaining('does not answer') as string });
    expect(of(findings, 'Kafka')).toMatchObject({ state: 'fault', next: expect.stringContaining('KAFKA_BROKERS') as string });
    expect(JSON.stringify(findings)).not.toContain('s3cret');
    for (const { state, next } of findings) if (state === 'fault') expect(next).toBeTruthy();
  });

  it('servers that take the connection and never answer hold nobody up', async () => {
    const silent = await listen(createServer(() => undefined));
    const began = Date.now();
    const findings = await look(
      { DATABASE_URL: `postgres://u:p@${silent}/x`, KAFKA_BROKERS: silent, SCHEMA_REGISTRY_URL: `http://${silent}`, S3_BUCKET: 'abc', S3_ENDPOINT: `http://${silent}`, S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b', WHISPER_URL: `http://${silent}`, CRM_HUBSPOT_URL: `http://${silent}`, CRM_HUBSPOT_TOKEN: 't' },
      3_000,
    );
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(faults(findings)).toEqual(expect.arrayContaining(['Postgres', 'Kafka', 'schema registry', 'object store', 'speech server', 'CRM']));
  });

  it('a data directory that cannot be made', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const findings = await runProbes(allProbes, { env: loadEnvironment({ CALLMESH_PORT: '0' }), directory: dataDirectory(path.join(file, 'below')), instance: undefined, adminUrl: undefined });
    expect(of(findings, 'data directory')).toMatchObject({ state: 'fault', next: expect.stringContaining('--data') as string });
  });
});
