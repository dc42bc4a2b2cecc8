import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sampleCall } from '../support/calls.js';
import { childrenOf } from './support/faulty-postgres.js';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { scenario } from './support/scenario.js';
import { withAdmin } from './support/stores.js';
import { handIn, told } from './support/traffic.js';
import { judge, sizes, untilRest } from './support/verdict.js';

const missing = existsSync(path.join(process.cwd(), 'engines/whisper/.venv')) ? undefined : 'no speech engine is installed here (Python 3 with venv)';

/** The speech server that the host has started. */
const speechOf = (host: number): number | undefined => childrenOf(host).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('whisper'));

describe('the speech engine', () => {
  let system: EmbeddedSystem;
  afterEach(() => system.close(), 60_000);

  scenario({
    fault: 'the speech engine is killed in the middle of a recording, twice',
    injected: 'SIGKILL to the local speech server while a job is in progress; the host starts it again',
    missing,
    run: async (run) => {
      system = await startEmbedded({ seed: run.seed });
      const traffic = handIn([await sampleCall('cancel-order', 'wav'), await sampleCall('escalating-complaint', 'mp3')], system.intake);
      await traffic.done;
      for (let kill = 0; kill < 2; kill += 1) {
        await inProgress(system.adminUrl);
        await sleep(run.random() * 1_500);
        const pid = speechOf(system.process().pid);
        expect(pid).toBeDefined();
        process.kill(pid ?? 0, 'SIGKILL');
        await sleep(1_000);
      }
      await untilRest(system, 240_000);
      const { history, violations } = await judge(system, traffic.acknowledged);
      const { rows } = await withAdmin(system.adminUrl, (client) => client.query<{ state: string; attempts: number }>(`select state, attempts from transcription.jobs where kind = 'transcribe' order by seq`));
      run.observe(`${sizes(history)}; ${told(traffic)}; transcription jobs: ${rows.map(({ state, attempts }) => `${state} after ${attempts} tries`).join(', ')}`);
      expect(violations).toEqual([]);
      expect(rows.map(({ state }) => state)).toEqual(['completed', 'completed']);
    },
  });
});

/** Waits until a recording is in the engine's hands. */
async function inProgress(adminUrl: string): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(50)) {
    const { rows } = await withAdmin(adminUrl, (client) => client.query(`select from transcription.jobs where kind = 'transcribe' and state = 'in_progress'`));
    if (rows.length > 0) return;
  }
  throw new Error('no recording came into the hands of the speech engine in 2 minutes');
}
