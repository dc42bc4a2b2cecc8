import { setTimeout as sleep } from 'node:timers/promises';
import { startFleet, type Fleet } from './support/fleet.js';
import { scenario } from './support/scenario.js';
import { withAdmin } from './support/stores.js';
import { handIn, told, transcripts } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

/** Longer than the lease of the job that writes to the CRM (30 s). */
const PAUSED_MS = 40_000;

describe('a worker that is paused beyond its lease', () => {
  let fleet: Fleet;
  afterAll(() => fleet?.close(), 120_000);

  scenario({
    fault: 'a worker is paused beyond its lease',
    injected: 'two instances of crm-sync; SIGSTOP to the one whose write the CRM has taken and not answered, SIGCONT after 40 s, when the other has its jobs',
    run: async (run) => {
      fleet = await startFleet({ seed: run.seed, instances: (service) => (service === 'crm-sync' ? 2 : 1) });
      const [first, second] = fleet.of('crm-sync');
      // Writes are committed and not answered, until the one that waits for them is paused.
      fleet.crm.setHabits({ stallNextWrites: 6 });
      const traffic = handIn(await transcripts(20), fleet.intake);
      await until(async () => (await active(fleet.adminUrl)) > 0 && fleet.crm.habits.stallNextWrites <= 3);
      const paused = run.random() < 0.5 ? first : second;
      paused?.signal('SIGSTOP');
      await sleep(PAUSED_MS);
      fleet.crm.setHabits({ stallNextWrites: 0 });
      paused?.signal('SIGCONT');
      await traffic.done;
      await untilRest(fleet, 180_000);
      const { history, violations } = await judge(fleet, traffic.acknowledged);
      const { rows } = await withAdmin(fleet.adminUrl, (client) => client.query<{ lapses: number }>('select sum(lapses)::int as lapses from crm_sync.jobs'));
      run.observe(`${sizes(history)}; ${told(traffic)}; ${rows[0]?.lapses ?? 0} leases lapsed and went to the other worker`);
      expect(violations).toEqual([]);
    },
  });
});

async function active(adminUrl: string): Promise<number> {
  const { rows } = await withAdmin(adminUrl, (client) => client.query<{ n: number }>(`select count(*)::int as n from crm_sync.jobs where state = 'in_progress'`));
  return rows[0]?.n ?? 0;
}

async function until(fits: () => Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 120_000; !(await fits()); await sleep(50)) if (Date.now() > limit) throw new Error('no write came into the hands of the CRM in 2 minutes');
}
