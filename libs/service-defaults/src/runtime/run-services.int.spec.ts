import { randomUUID } from 'node:crypto';
import { mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@callmesh/contracts';
import type { InlineProjection, StoredEvent, Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { createTestDatabase, TEST_SECRET } from '@callmesh/testing';
import { setUpLogs } from '../logs/logger.js';
import { RefusalsController } from '../testing/refusals.controller.js';
import { createTestRun, testService, type TestRun } from '../testing/test-run.js';
import { runServices, type RunningServices } from './run-services.js';

const seen: string[] = [];

@Injectable()
class Counted implements InlineProjection {
  readonly name = 'counted';
  readonly handles = ['call.refused-no-consent.v1'] as const;
  apply(_tx: Tx, events: readonly StoredEvent[]): Promise<void> {
    seen.push(...events.map(({ type }) => `inline ${type}`));
    return Promise.resolve();
  }
}

@Reactor('transcription')
class HearRefusal {
  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  @On('call.refused-no-consent.v1')
  async hear({ data, metadata }: ReceivedEvent<'call.refused-no-consent.v1'>, { tx }: ReactionContext): Promise<void> {
    seen.push(`heard ${metadata.tenantId} ${data.platformCallId}`);
    await this.jobs.enqueue(tx, { id: metadata.id, kind: 'count', conversationId: data.conversationId, payload: {} });
  }
}

@Injectable()
class CountJob implements JobHandler {
  readonly kind = 'count';
  readonly limit = 1;
  readonly leaseMs = 5_000;
  readonly maxAttempts = 3;
  run(job: LeasedJob): Promise<string> {
    return Promise.resolve(job.tenantId);
  }
  complete(_tx: Tx, _job: LeasedJob, result: unknown): Promise<void> {
    seen.push(`worked ${String(result)}`);
    return Promise.resolve();
  }
  fail(): Promise<void> {
    return Promise.resolve();
  }
}

const ingestion = testService({ name: 'ingestion', controllers: [RefusalsController], inlineProjections: [Counted] });
const transcription = testService({ name: 'transcription', reactors: [HearRefusal], jobs: [CountJob] });

describe('services in one process', () => {
  let run: TestRun;
  let running: RunningServices;
  const start = (): Promise<RunningServices> => run.start([ingestion, transcription], { CALLMESH_DRAIN_MS: '300', CALLMESH_SWEEP_HOURS: '0.0003' });

  beforeAll(async () => {
    setUpLogs({ level: 'silent' });
    run = await createTestRun();
    running = await start();
  });

  afterAll(async () => {
    await running.stop();
    await run.drop();
  });

  it('a command at one service becomes an event, a reaction at another and its job, each once', async () => {
    const { clear } = await running.keys.create('acme', 'tester', 'agent');
    const response = await fetch(`${running.url}/api/v1/refusals/${randomUUID()}`, { method: 'POST', headers: { authorization: `Bearer ${clear}` } });
    expect(response.status).toBe(201);
    for (const until = Date.now() + 15_000; Date.now() < until && !seen.includes('worked acme'); ) await sleep(20);
    expect(seen).toEqual(['inline call.refused-no-consent.v1', 'heard acme p-1', 'worked acme']);
  });

  it('shows its jobs to operators of the tenant alone, and runs no other again than a failed one', async () => {
    const asker = async (tenantId: string, role: 'operator' | 'admin' | 'agent') => {
      const { clear } = await running.keys.create(tenantId, 'asker', role);
      return async (method: 'GET' | 'POST', route: string): Promise<{ status: number; body: unknown }> => {
        const response = await fetch(`${running.url}/api/v1/jobs${route}`, { method, headers: { authorization: `Bearer ${clear}` } });
        return { status: response.status, body: await response.json() };
      };
    };
    const [operator, admin, agent, stranger] = [await asker('acme', 'operator'), await asker('acme', 'admin'), await asker('acme', 'agent'), await asker('globex', 'operator')];
    const { body } = await operator('GET', '?service=transcription&state=completed');
    expect(body).toEqual([expect.objectContaining({ service: 'transcription', kind: 'count', state: 'completed', attempts: 1, lastError: null })]);
    expect(body).toEqual((await admin('GET', '')).body);
    const [{ id }] = body as [{ id: string }];
    expect(await operator('POST', `/transcription/${id}/retry`)).toMatchObject({ status: 409, body: { code: 'JOB.NOT_FAILED' } });
    expect(await operator('POST', '/transcription/none/retry')).toMatchObject({ status: 404, body: { code: 'JOB.NOT_FOUND' } });
    expect(await stranger('GET', '')).toEqual({ status: 200, body: [] });
    expect(await stranger('POST', `/transcription/${id}/retry`)).toMatchObject({ status: 404, body: { code: 'JOB.NOT_FOUND' } });
    expect((await agent('GET', '')).status).toBe(403);
  });

  it('shows what went through in its metrics, by service', async () => {
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    expect(metrics).toContain('callmesh_events_published_total{topic="calls"} 1');
    expect(metrics).toMatch(/callmesh_reaction_duration_seconds_count\{group="transcription",type="call.refused-no-consent.v1"\} 1/);
  });

  it('sweeps what nothing refers to by itself, and spares what is young', async () => {
    const place = async (conversation: string, ageHours: number): Promise<string> => {
      const folder = path.join(run.dataDir, 'claims', 'acme', conversation);
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, 'audio.1.wav');
      await writeFile(file, 'x');
      await utimes(file, new Date(), new Date(Date.now() - ageHours * 3_600_000));
      return file;
    };
    const [old, young] = [await place(randomUUID(), 25), await place(randomUUID(), 1)];
    const isThere = (file: string): Promise<boolean> => stat(file).then(() => true, () => false);
    for (const until = Date.now() + 30_000; Date.now() < until && (await isThere(old)); ) await sleep(20);
    expect(await Promise.all([old, young].map(isThere))).toEqual([false, true]);
  });

  it('a taken port is told as such, and harms nobody who is there', async () => {
    const other = await createTestDatabase();
    const env = run.env({ DATABASE_URL: other.adminUrl, CALLMESH_PORT: new URL(running.url).port });
    await expect(runServices([ingestion, transcription], env, { secret: TEST_SECRET })).rejects.toMatchObject({ code: 'CONFIG.PORT_TAKEN' });
    await other.drop();
    expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
  });

  it('stops in order and soon, and starts again on what is there in a fraction of the time', async () => {
    // A caller that never ends its request keeps neither the server nor the process.
    const { hostname, port } = new URL(running.url);
    const caller = connect(Number(port), hostname, () => caller.write('POST /api/v1/refusals/x HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{'));
    const hungUp = new Promise((resolve) => caller.once('close', resolve));
    caller.on('error', () => undefined);
    await sleep(100);
    const began = Date.now();
    const stopped = running.stop();
    // Whoever sends requests learns first that no more should come, and has a moment to notice.
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(503);
    await stopped;
    expect(Date.now() - began).toBeLessThan(8_000);
    await hungUp;
    await expect(fetch(`${running.url}/health/live`)).rejects.toThrow();
    running = await start();
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(200);
    expect(seen.filter((line) => line.startsWith('worked'))).toHaveLength(1);
  });
});
