// `npm run stack`: the whole distributed system on this machine, from a fresh clone. Arguments are those of `callmesh stack`.
import { main } from './main.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  const { speech } = await prepare();
  if (!speech) process.env.CALLMESH_NO_SPEECH = '1';
  const { runCli } = await import('../../apps/callmesh/dist/index.js');
  await runCli(['stack', ...process.argv.slice(2)]);
});
