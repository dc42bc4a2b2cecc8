// `npm run demo`: from a fresh clone to recordings that became CRM changes. Arguments are those of `callmesh demo`.
import { main } from './main.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  const { speech } = await prepare();
  if (!speech) process.env.CALLMESH_NO_SPEECH = '1';
  const { runCli } = await import('../../apps/callmesh/dist/index.js');
  await runCli(['demo', ...process.argv.slice(2)]);
});
