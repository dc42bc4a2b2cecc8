import { randomUUID } from 'node:crypto';
import { isolateByTenant } from '@callmesh/event-sourcing';
import { createTestService, type TestService } from '@callmesh/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createJobs, type ObservableJobs } from './create-jobs.js';
import { jobMigrations } from './migrations.js';
import { LeaseLost, type JobHandler, type LeasedJob } from './jobs.port.js';
import { claim, settle } from './lease.js';
import { cancelJob, listJobs, retryJob } from './operate-jobs.js';
import { startWorkers, type Workers, type WorkersOptions } from './start-workers.js';

class Outcomes1764000000900 implements MigrationInterface {
  readonly name = 'Outcomes1764000000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table outcomes (seq bigint generated always as identity, tenant_id text not null, job text not null, outcome text not null)');
    await isolateByTenant(runner, 'outcomes');
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('forward-only'));
  }
}

type Run = (job: LeasedJob) => Promise<unknown>;

describe('jobs', () => {
  let service: TestService;
  let jobs: ObservableJobs;
  let errors: unknown[];
  const started: Workers[] = [];

  const handler = (run: Run, more: Partial<JobHandler> = {}): JobHandler => ({
    kind: 'transcribe',
    limit: 2,
    leaseMs: 5_000,
    maxAttempts: 3,
    run,
    complete: async (tx, job, result) => void (await tx.query('insert into outcomes (tenant_id, job, outcome) values ($1, $2, $3)', [tx.tenantId, job.id, `completed ${String(result)}`])),
    fail: async (tx, job, error) => void (await tx.query('insert into outcomes (tenant_id, job, outcome) values ($1, $2, $3)', [tx.tenantId, job.id, `failed ${error.message}`])),
    ...more,
  });
  const work = (handlers: readonly JobHandler[], more: Partial<WorkersOptions> = {}): Workers => {
    const workers = startWorkers({ db: service.db, jobs, handlers, onError: (error) => errors.push(error), ...more });
    started.push(workers);
    return workers;
  };
  const enqueue = async (id: string, tenantId = 'acme', runAt?: string): Promise<void> =>
    service.db.transaction(tenantId, (tx) => jobs.enqueue(tx, { id, kind: 'transcribe', conversationId: randomUUID(), payload: { n: id }, ...(runAt && { runAt }) }));
  const outcomes = async (tenantId = 'acme'): Promise<string[]> =>
    service.db.transaction(tenantId, async (tx) => (await tx.query<{ text: string }>(`select job || ' ' || outcome as text from outcomes order by seq`)).rows.map((r) => r.text));
  const states = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await service.db.workerQuery<{ id: string; state: string }>('select id, state from jobs order by seq')).rows.map((r) => [r.id, r.state]));

  beforeAll(async () => {
    service = await createTestService({ schema: 'transcription', service: 'transcription', migrations: [...jobMigrations, Outcomes1764000000900] });
    jobs = createJobs(service.db);
  });
  afterAll(() => service.drop());
  beforeEach(() => {
    errors = [];
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((workers) => workers.stop()));
    await service.db.workerQuery('delete from jobs');
    for (const tenant of ['acme', 'globex']) await service.db.transaction(tenant, (tx) => tx.query('delete from outcomes'));
  });

  it('does a job once, with its outcome, in the job’s tenant', async () => {
    work([handler(async (job) => Promise.resolve(`${job.tenantId} ${job.attempt} ${JSON.stringify(job.payload)}`))]);
    await enqueue('a');
    await enqueue('a');
    await enqueue('b', 'globex');
    await until(async () => Object.values(await states()).every((s) => s === 'completed'));
    expect(await outcomes('acme')).toEqual(['a completed acme 1 {"n":"a"}']);
    expect(await outcomes('globex')).toEqual(['b completed globex 1 {"n":"b"}']);
    expect(await jobs.counts()).toEqual({ transcribe: { pending: 0, scheduled: 0, in_progress: 0, completed: 2, failed: 0 } });
  });

  it('starts at once after the enqueue has committed', async () => {
    let startedAt = 0;
    work([handler(async () => Promise.resolve((startedAt = performance.now())))]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await enqueue('a');
    const enqueued = performance.now();
    await until(() => startedAt > 0);
    expect(startedAt - enqueued).toBeLessThan(400);
  });

  it('takes the oldest pending first, and leaves later ones for their time', async () => {
    const order: string[] = [];
    await enqueue('later', 'acme', new Date(Date.now() + 60_000).toISOString());
    for (const id of ['1', '2', '3', '4']) await enqueue(id);
    work([handler(async (job) => Promise.resolve(order.push(job.id)), { limit: 1 })]);
    await until(() => order.length === 4);
    expect(order).toEqual(['1', '2', '3', '4']);
    await until(async () => (await states())['4'] === 'completed');
    expect((await states()).later).toBe('pending');
  });

  it('keeps the limit over several processes', async () => {
    let active = 0;
    let most = 0;
    let done = 0;
    const run: Run = async () => {
      most = Math.max(most, ++active);
      await new Promise((resolve) => setTimeout(resolve, 30));
      active -= 1;
      done += 1;
    };
    for (let i = 0; i < 12; i += 1) await enqueue(`${i}`);
    work([handler(run, { limit: 3 })]);
    work([handler(run, { limit: 3 })]);
    work([handler(run, { limit: 3 })]);
    await until(() => done === 12);
    expect(most).toBe(3);
  });

  it('renews the lease of long work, and marks it in progress when the engine starts', async () => {
    let finish = (): void => undefined;
    work([handler((job) => new Promise((resolve, reject) => void job.assertHeld().then(() => (finish = () => resolve('late')), reject)), { leaseMs: 300 })]);
    await enqueue('a');
    await until(async () => (await states()).a === 'in_progress');
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await states()).toEqual({ a: 'in_progress' });
    finish();
    await until(async () => (await states()).a === 'completed');
    expect(await outcomes()).toEqual(['a completed late']);
  });

  it('gives a killed worker’s job to the next when its lease has lapsed', async () => {
    await enqueue('a');
    // What kill -9 leaves: a lease that nobody renews.
    const [dead] = await claim(service.db, 'transcribe', 1, 1, 400, 'dead process');
    expect(dead?.id).toBe('a');
    work([handler(async (job) => Promise.resolve(`try ${job.attempt}`))]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await states()).toEqual({ a: 'scheduled' });
    await until(async () => (await states()).a === 'completed');
    expect(await outcomes()).toEqual(['a completed try 1']);
  });

  it('gives a killed predecessor’s leases back at start when it is alone', async () => {
    await enqueue('a');
    await claim(service.db, 'transcribe', 1, 1, 600_000, 'dead process');
    work([handler(async () => Promise.resolve('again'))], { exclusive: true });
    await until(async () => (await states()).a === 'completed');
  });

  it('lets no worker complete whose lease has lapsed or gone to another', async () => {
    await enqueue('a');
    const [paused] = await claim(service.db, 'transcribe', 1, 1, 100, 'paused');
    if (!paused) throw new Error('nothing claimed');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const late = (): Promise<void> => settle(service.db, paused, 'completed', null, false, async (tx) => void (await tx.query(`insert into outcomes (tenant_id, job, outcome) values ('acme', 'a', 'from the paused one')`)));
    await expect(late()).rejects.toBeInstanceOf(LeaseLost);
    const [next] = await claim(service.db, 'transcribe', 1, 1, 5_000, 'next');
    expect(BigInt(next?.token ?? 0)).toBeGreaterThan(BigInt(paused.token));
    await expect(late()).rejects.toBeInstanceOf(LeaseLost);
    expect(await outcomes()).toEqual([]);
  });

  it('tells a worker that has lost its lease, before its next call outside', async () => {
    let refused: unknown;
    let aborted = false;
    work([
      handler(async (job) => {
        await service.db.workerQuery(`update jobs set token = token + 1, lease_until = clock_timestamp() + interval '1 minute' where id = $1`, [job.id]);
        await job.assertHeld().catch((error: unknown) => (refused = error));
        aborted = job.signal.aborted;
        throw new Error('stopped');
      }),
    ]);
    await enqueue('a');
    await until(() => refused !== undefined);
    expect(refused).toBeInstanceOf(LeaseLost);
    expect(aborted).toBe(true);
    await until(() => errors.length > 0);
    expect(await outcomes()).toEqual([]);
  });

  it('tries a transient fault again, and records the failure when tries are used up', async () => {
    let tries = 0;
    work([handler(async () => (tries++, Promise.reject(Object.assign(new Error('busy'), { transient: true, retryAfterMs: 10 }))))]);
    await enqueue('a');
    await until(async () => (await states()).a === 'failed');
    expect(tries).toBe(3);
    expect(await outcomes()).toEqual(['a failed busy']);
  });

  it('does not count a try that an outage ended, however often', async () => {
    await enqueue('a');
    const workers = work([handler(() => Promise.reject(Object.assign(new Error('nobody listens'), { code: 'ECONNREFUSED' })), { maxAttempts: 1 })]);
    const told = async (): Promise<{ attempts: number; token: string; last_error: string | null } | undefined> =>
      (await service.db.workerQuery<{ attempts: number; token: string; last_error: string | null }>(`select attempts, token::text, last_error from jobs where id = 'a' and state = 'pending' and token > 0`)).rows[0];
    const tokens = new Set<string>();
    for (let outage = 1; outage <= 3; outage += 1) {
      await until(async () => {
        const { token } = (await told()) ?? {};
        return token !== undefined && tokens.size < tokens.add(token).size;
      });
      expect(await told()).toMatchObject({ attempts: 0, last_error: expect.stringContaining('ECONNREFUSED') as string });
      await service.db.workerQuery(`update jobs set run_at = clock_timestamp() where id = 'a'`);
    }
    await workers.stop();
    work([handler(() => Promise.resolve('after all'), { maxAttempts: 1 })]);
    await until(async () => (await outcomes()).length > 0);
    expect(await outcomes()).toEqual(['a completed after all']);
  });

  it('fails at once for what will not pass', async () => {
    let tries = 0;
    work([handler(async () => (tries++, Promise.reject(new Error('unreadable'))))]);
    await enqueue('a');
    await until(async () => (await states()).a === 'failed');
    expect(tries).toBe(1);
    expect(await outcomes()).toEqual(['a failed unreadable']);
  });

  it('runs a failed job again when it is asked to, with all its tries, and nothing but a failed one of the tenant', async () => {
    let isBroken = true;
    let tries = 0;
    const handlers = [handler(async () => (tries++, isBroken ? Promise.reject(Object.assign(new Error('busy'), { code: 'TEST.BUSY', transient: true, retryAfterMs: 10 })) : Promise.resolve('mended')))];
    work(handlers);
    await enqueue('a');
    await until(async () => (await states()).a === 'failed');
    const retry = (tenantId: string, id: string, of = handlers) => service.db.transaction(tenantId, (tx) => retryJob(tx, id, of));
    const list = (tenantId: string, state?: 'failed') => service.db.transaction(tenantId, (tx) => listJobs(tx, { state }));
    expect(await list('acme', 'failed')).toEqual([expect.objectContaining({ id: 'a', kind: 'transcribe', state: 'failed', attempts: 3, lastError: 'TEST.BUSY: busy' })]);
    expect(await list('globex')).toEqual([]);
    await expect(retry('globex', 'a')).rejects.toMatchObject({ code: 'JOB.NOT_FOUND' });
    await expect(retry('acme', 'a', [handler(async () => Promise.resolve(), { afterFailure: 'look in the queue' })])).rejects.toMatchObject({ code: 'JOB.NOT_RETRIABLE', message: expect.stringContaining('look in the queue') as string });

    expect(await retry('acme', 'a')).toMatchObject({ id: 'a', state: 'pending', attempts: 0, finishedAt: null });
    await until(async () => (await states()).a === 'failed');
    expect(tries).toBe(6);
    isBroken = false;
    await retry('acme', 'a');
    await until(async () => (await states()).a === 'completed');
    expect(await outcomes()).toEqual(['a failed busy', 'a failed busy', 'a completed mended']);
    await expect(retry('acme', 'a')).rejects.toMatchObject({ code: 'JOB.NOT_FAILED' });
    expect(await list('acme', 'failed')).toEqual([]);
  });

  it('says what it waits for, and can be given up meanwhile: it fails, its worker loses it, and it can be run again', async () => {
    const seen: LeasedJob[] = [];
    const waiting = handler(async (job) => {
      seen.push(job);
      await job.waitsFor('a server that does not answer');
      await new Promise((resolve) => job.signal.addEventListener('abort', resolve));
      throw new LeaseLost('gone');
    }, { leaseMs: 600 });
    work([waiting]);
    await enqueue('a');
    const list = () => service.db.transaction('acme', (tx) => listJobs(tx));
    await until(async () => (await list())[0]?.waitsFor === 'a server that does not answer');
    const cancel = (tenant: string, handlers: readonly JobHandler[] = [waiting]) => service.db.transaction(tenant, (tx) => cancelJob(tx, 'a', handlers, 'dana'));
    await expect(cancel('globex')).rejects.toMatchObject({ code: 'JOB.NOT_FOUND' });
    await expect(cancel('acme', [{ ...waiting, afterFailure: 'look in the queue' }])).rejects.toMatchObject({ code: 'JOB.NOT_CANCELLABLE' });
    expect(await cancel('acme')).toMatchObject({ state: 'failed', waitsFor: null, lastError: 'JOB.CANCELLED: cancelled by dana' });
    await until(() => seen[0]?.signal.aborted === true);
    expect(await outcomes()).toEqual(['a failed cancelled by dana']);
    await expect(cancel('acme')).rejects.toMatchObject({ code: 'JOB.NOT_CANCELLABLE' });
    await service.db.transaction('acme', (tx) => retryJob(tx, 'a', []));
    await until(() => seen.length === 2);
  });

  it('gives a job that is run again a new token, so that an old lease cannot end it', async () => {
    await enqueue('a');
    const [old] = await claim(service.db, 'transcribe', 1, 1, 600_000, 'old');
    if (!old) throw new Error('nothing claimed');
    await settle(service.db, old, 'failed', 'busy', false, () => Promise.resolve());
    const { id } = await service.db.transaction('acme', (tx) => retryJob(tx, 'a', []));
    const [next] = await claim(service.db, 'transcribe', 1, 1, 600_000, 'next');
    expect(BigInt(next?.token ?? 0)).toBeGreaterThan(BigInt(old.token) + 1n);
    await expect(settle(service.db, old, 'completed', null, false, () => Promise.resolve())).rejects.toBeInstanceOf(LeaseLost);
    expect(await states()).toEqual({ [id]: 'scheduled' });
  });

  it('counts an outcome that cannot be recorded as a failed try, with a pause before the next', async () => {
    let tries = 0;
    work([
      handler(async () => Promise.resolve(tries++), {
        maxAttempts: 2,
        complete: () => Promise.reject(new Error('cannot append')),
      }),
    ]);
    await enqueue('a');
    await until(() => tries === 1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(tries).toBe(1);
    await until(async () => (await states()).a === 'failed');
    expect(tries).toBe(2);
    expect(await outcomes()).toEqual(['a failed cannot append']);
  });

  it('puts aborted work back when the service stops, and the next start does it', async () => {
    const workers = work([handler((job) => new Promise((_resolve, reject) => job.signal.addEventListener('abort', () => reject(new Error('aborted')))))]);
    await enqueue('a');
    await until(async () => (await states()).a === 'scheduled');
    await workers.stop();
    expect(await states()).toEqual({ a: 'pending' });
    work([handler(async (job) => Promise.resolve(job.attempt))]);
    await until(async () => (await states()).a === 'completed');
    expect(await outcomes()).toEqual(['a completed 1']);
  });
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('what the test waits for did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
