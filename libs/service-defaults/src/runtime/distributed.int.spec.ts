import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { publishedVersions } from '@callmesh/contracts';
import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { apicurioMissing, createTestDatabase, sharedApicurio, sharedVersitygw, TEST_SECRET, versitygwMissing, type S3Server, type TestDatabase } from '@callmesh/testing';
import { startHttpFront, type HttpFront } from '@callmesh/testing/faults';
import { Controller, Inject, Post } from '@nestjs/common';
import { loadEnvironment } from '../config/load-environment.js';
import type { Environment } from '../config/environment.js';
import { Public } from '../http/access.decorators.js';
import { setUpLogs } from '../logs/logger.js';
import { defineService } from '../service.js';
import { openObjects } from './open-objects.js';
import { registerSchemas } from './register-schemas.js';
import { runServices, startServices } from './run-services.js';
import { sweepClaims } from './sweep-claims.js';

const missing = apicurioMissing() ?? versitygwMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;

@Controller('notes')
class NotesController {
  constructor(@Inject(CLAIM_CHECKS) private readonly claims: ClaimChecks) {}

  @Post()
  @Public()
  async note(): Promise<{ uri: string; text: string }> {
    const claim = await this.claims.put({ tenantId: 'acme', conversationId: randomUUID(), artifact: 'note.txt' }, Buffer.from('heard'), 'text/plain');
    return { uri: claim.uri, text: (await this.claims.get('acme', claim, { actor: 'service:crm-sync', purpose: 'test' })).toString() };
  }
}

const crmSync = defineService({ name: 'crm-sync', migrations: [], controllers: [NotesController], reactors: [], inlineProjections: [], asyncProjections: [], jobs: [], providers: [] });

/** Looks until there is something to see; the test's own limit ends it. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;; await sleep(50)) {
    const seen = await look();
    if (seen !== undefined) return seen;
  }
}

tier(`a service with a schema registry and S3${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let database: TestDatabase;
  let s3: S3Server;
  let front: HttpFront;
  let env: Environment;

  beforeAll(async () => {
    setUpLogs({ level: 'silent', format: 'json' });
    database = await createTestDatabase();
    s3 = await sharedVersitygw();
    const registry = new URL((await sharedApicurio()).url);
    front = await startHttpFront(registry.origin);
    env = loadEnvironment({
      DATABASE_URL: database.adminUrl, CALLMESH_PORT: '0', CALLMESH_MASTER_KEY: randomBytes(32).toString('base64'),
      SCHEMA_REGISTRY_URL: `${front.url}${registry.pathname}`,
      S3_BUCKET: s3.bucket, S3_ENDPOINT: s3.url, S3_REGION: s3.region, S3_ACCESS_KEY_ID: s3.accessKeyId, S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    });
    // Java starts slowly where much else runs.
  }, 240_000);
  afterAll(async () => {
    await front?.close();
    await database?.drop();
  });
  const start = () => runServices([crmSync], env, { secret: TEST_SECRET });

  it('refuses to start while the registry lacks a schema, and says which and what to run', async () => {
    await registerSchemas(env);
    front.misbehave({ when: ({ path }) => path.includes('CrmUpdateRefused'), fault: { kind: 'status', status: 404, body: '{"error_code":40401}' } });
    await expect(start()).rejects.toMatchObject({ code: 'SCHEMA.NOT_REGISTERED', message: expect.stringMatching(/crm\.update-refused\.v1\.0.*callmesh schemas register/s) });
    front.behave();
  });

  it('lives while the registry is away, says what it waits for and takes no work, and goes to work when it is back', async () => {
    front.misbehave({ fault: { kind: 'status', status: 503 } });
    const started = await startServices([crmSync], env, { secret: TEST_SECRET });
    try {
      expect((await fetch(`${started.url}/health/live`)).status).toBe(200);
      const waits = await until(async () => {
        const answer = await fetch(`${started.url}/health/ready`);
        const text = await answer.text();
        return text.includes('SCHEMA_REGISTRY_URL') ? { status: answer.status, body: JSON.parse(text) as unknown } : undefined;
      });
      expect(waits).toEqual({ status: 503, body: expect.objectContaining({ status: 'unavailable', checks: expect.arrayContaining([{ name: 'start', ok: false, remark: expect.stringMatching(/^waiting: the schema registry .*503/) as string }]) as unknown }) as unknown });
      const turnedAway = await fetch(`${started.url}/api/v1/notes`, { method: 'POST' });
      expect({ status: turnedAway.status, body: await turnedAway.json() }).toMatchObject({ status: 503, body: { code: 'SERVICE.STARTING', detail: expect.stringContaining('SCHEMA_REGISTRY_URL') as string } });
      front.behave();
      await started.ready;
      expect((await fetch(`${started.url}/health/ready`)).status).toBe(200);
      expect((await fetch(`${started.url}/api/v1/notes`, { method: 'POST' })).status).toBe(201);
    } finally {
      front.behave();
      await started.stop();
    }
  });

  it('ends in order when it is told to while it waits for the registry', async () => {
    front.misbehave({ fault: { kind: 'status', status: 503 } });
    const started = await startServices([crmSync], env, { secret: TEST_SECRET });
    await started.stop();
    front.behave();
    await expect(started.ready).rejects.toMatchObject({ name: 'AbortError' });
    await expect(fetch(`${started.url}/health/live`)).rejects.toThrow();
  });

  it('starts once the deploy step has run, and keeps its objects in the bucket until nothing refers to them', async () => {
    expect((await registerSchemas(env)).schemas.length).toBe(publishedVersions().length);
    const running = await start();
    const { uri, text } = (await (await fetch(`${running.url}/api/v1/notes`, { method: 'POST' })).json()) as { uri: string; text: string };
    await running.stop();
    expect(text).toBe('heard');
    const { objects, close } = await openObjects(env);
    const listed = [];
    for await (const { name } of objects.list()) listed.push(`claim://${name.tenantId}/${name.conversationId}/${name.artifact}`);
    close();
    expect(listed).toContain(uri);
    // It is young.
    expect((await sweepClaims([crmSync], env, { olderThanHours: 1, dryRun: true })).orphans).not.toContain(uri);
  });

  it.each([{ S3_ENDPOINT: 'http://127.0.0.1:1' }, { S3_BUCKET: 'calls', S3_ACCESS_KEY_ID: 'only' }])('takes no half of an S3 configuration for files (%j)', async (half) => {
    await expect(openObjects(loadEnvironment(half))).rejects.toMatchObject({ code: 'CONFIG.INCOMPLETE' });
  });
});
