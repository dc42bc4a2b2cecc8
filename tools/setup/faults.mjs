// `npm run test:faults [-- first,second,…]`: the killed-process test over twenty seeds (or those named), longer than `npm test` has time for.
import { main } from './main.mjs';
import { prepare } from './prepare.mjs';
import { root } from './paths.mjs';
import { run } from './progress.mjs';

const seeds = process.argv[2] ?? Array.from({ length: 20 }, (_, n) => n + 1).join(',');

await main(async () => {
  await prepare();
  const env = { ...process.env, TIER: 'e2e', KILL_SEEDS: seeds, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
  process.exitCode = await run(process.execPath, ['node_modules/jest/bin/jest.js', 'e2e/src/kill'], { cwd: root, env });
});
