import { setTimeout as sleep } from 'node:timers/promises';
import { createTestService, type TestService } from '@callmesh/testing';
import { jobMigrations } from './migrations.js';
import { startPeriodic, type PeriodicWork } from './periodic.js';

describe('periodic work', () => {
  let service: TestService;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    service = await createTestService({ schema: 'transcription', service: 'transcription', migrations: jobMigrations });
  });
  afterEach(() => Promise.all(ends.splice(0).map((end) => end())));
  afterAll(() => service.drop());

  const start = (more: Partial<PeriodicWork> & Pick<PeriodicWork, 'name' | 'run'>): (() => Promise<void>) => {
    const end = startPeriodic({
      db: service.db,
      everyMs: 3_600_000,
      firstMs: 1,
      lookMs: 5,
      leaseMs: 30_000,
      onError: (error) => {
        throw error;
      },
      ...more,
    });
    ends.push(end);
    return end;
  };
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await sleep(5);
  };

  it('is done by one of several instances at a time, and not again before it is due', async () => {
    let atOnce = 0;
    let most = 0;
    const runs: number[] = [];
    const run = async (): Promise<void> => {
      most = Math.max(most, (atOnce += 1));
      runs.push(Date.now());
      await sleep(50);
      atOnce -= 1;
    };
    for (let instance = 0; instance < 4; instance += 1) start({ name: 'counted', everyMs: 300, run });
    await until(() => runs.length === 3);
    expect(most).toBe(1);
    // The database's clock counts from a moment before the run.
    for (const [index, at] of runs.slice(1).entries()) expect(at - (runs[index] ?? 0)).toBeGreaterThan(200);
  });

  it('is taken over from an instance that has died, and from one that has lost its lease, which is told', async () => {
    let told: unknown;
    // It never renews in time: as one that was stopped beyond its lease.
    start({ name: 'lapsed', leaseMs: 600, run: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => { told = signal.reason; resolve(); })) });
    await until(() => service.db.pools().length > 0);
    await sleep(100);
    await service.db.workerQuery(`update periodic_work set owner = gen_random_uuid(), lease_until = clock_timestamp() - interval '1 s' where name = 'lapsed'`);
    let taken = 0;
    start({ name: 'lapsed', run: () => Promise.resolve(void (taken += 1)) });
    await until(() => taken === 1 && told !== undefined);
    expect(String(told)).toContain('the lease of lapsed went to another instance');
  });

  it('that fails has had its turn, and says so', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    start({
      name: 'failing',
      run: () => {
        runs += 1;
        return Promise.reject(new Error('failed on purpose'));
      },
      onError: (error) => errors.push(error),
    });
    await until(() => errors.length === 1);
    await sleep(100);
    expect(runs).toBe(1);
    expect(String(errors[0])).toContain('failed on purpose');
  });
});
