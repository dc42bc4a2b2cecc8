// `npm run test:upgrade`: the previous release (.ci/previous) and this build on the same data: what `npm test` has of it, and both side by
// side, rolled forward and back under load, over the embedded log and over Kafka.
import { main } from './main.mjs';
import { root } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { run } from './progress.mjs';

await main(async () => {
  await prepare();
  for (const tier of ['unit', 'e2e', 'faults']) {
    const env = { ...process.env, TIER: tier, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
    process.exitCode ||= await run(process.execPath, ['node_modules/jest/bin/jest.js', 'e2e/src/upgrade'], { cwd: root, env });
  }
});
