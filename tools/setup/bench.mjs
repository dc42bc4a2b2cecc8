// `npm run bench -- <name> [--json]`: one command per figure of the README.
import { main } from './main.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare();
  const { runBench } = await import('../../bench/dist/index.js');
  process.exitCode = (await runBench(process.argv.slice(2))) ?? 0;
});
