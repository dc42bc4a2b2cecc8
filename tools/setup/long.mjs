// `npm run test:long`: real audio of 4 h 10 min, made of the samples, through a whole callmesh. It takes as long as the speech engine needs for it:
// minutes on a fast machine, an hour or more on a busy one. LONG_MINUTES=12 CALLMESH_PART_MINUTES=5 tries it out. LONG_REPORT names a file for what it measured.
import { main } from './main.mjs';
import { prepare } from './prepare.mjs';
import { root } from './paths.mjs';
import { run } from './progress.mjs';

await main(async () => {
  await prepare();
  process.exitCode = await run(process.execPath, ['node_modules/jest/bin/jest.js', 'e2e/src'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TIER: 'long', NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
  });
});
