import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { between } from './support/calm.js';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { scenario } from './support/scenario.js';
import { fillUp, smallDisk, smallDiskMissing } from './support/small-disk.js';
import { underFire } from './support/under-fire.js';

describe('Postgres', () => {
  let system: EmbeddedSystem;
  const ends: (() => void)[] = [];
  afterEach(async () => {
    await system.close();
    for (const end of ends.splice(0)) end();
  }, 60_000);

  scenario({
    fault: 'Postgres stalls for 10 s',
    injected: 'SIGSTOP to the server and every backend, SIGCONT after 10 s',
    run: async (run) => {
      system = await startEmbedded({ seed: run.seed });
      await underFire(run, system, 30, async () => {
        await between(run.random, 300, 1_000);
        await system.postgres.pause(10_000);
      });
    },
  });

  scenario({
    fault: 'the disk of Postgres is full for 8 s',
    injected: 'the data directory on a tmpfs of 400 MB that another file fills to the last byte, and leaves again',
    missing: smallDiskMissing(),
    run: async (run) => {
      const disk = mkdtempSync(path.join(os.tmpdir(), 'callmesh-disk-'));
      smallDisk(disk, 400);
      ends.push(() => {
        execFileSync('umount', ['--lazy', disk]);
        rmSync(disk, { recursive: true, force: true });
      });
      system = await startEmbedded({ seed: run.seed, postgresDir: path.join(disk, 'postgres') });
      await underFire(run, system, 40, async () => {
        await between(run.random, 300, 1_000);
        const free = fillUp(disk);
        await sleep(8_000);
        free();
      });
    },
  });
});
