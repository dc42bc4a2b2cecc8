// `npm run test:stack`: docker-compose.yml run for real. Builds the images, starts everything, sends calls through it, takes it down.
// Without a way to pull images the public ones are replaced by stand-ins made here; STACK_IMAGES=hub takes the public ones.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { checkNode, ensureDependencies } from '../setup/dependencies.mjs';
import { main } from '../setup/main.mjs';
import { root } from '../setup/paths.mjs';
import { run, SetupError, step } from '../setup/progress.mjs';
import { docker, withCompose, withDocker } from './docker.mjs';
import { buildStandIns } from './stand-ins.mjs';

const cache = path.join(root, '.cache/docker');

async function must(what, command, args, options = {}) {
  if ((await run(command, args, { cwd: root, ...options })) !== 0) throw new SetupError(`${what} failed; its reason stands above.`);
}

await main(async () => {
  checkNode();
  await ensureDependencies();
  await must('the build', process.execPath, ['tools/build.mjs']);
  const stopDocker = await withDocker();
  await mkdir(cache, { recursive: true });
  const secrets = await mkdtemp(path.join(cache, 'secrets-'));
  try {
    const compose = await withCompose();
    const images = process.env.STACK_IMAGES === 'hub' ? {} : { ...(await buildStandIns()), BUILD_NETWORK: 'host' };
    const environment = { ...images, CALLMESH_IMAGE: 'callmesh:stack-test', SPEECH_IMAGE: 'callmesh-speech:stack-test', SECRETS_DIR: secrets };
    await must('making secrets', 'sh', ['deploy/compose/secrets.sh', secrets]);
    // The classic builder where it must be: BuildKit's client is a program of its own that not every machine has. One after the other,
    // so that the second finds the stages of the first.
    const builder = process.env.STACK_IMAGES === 'hub' ? {} : { DOCKER_BUILDKIT: '0', COMPOSE_PARALLEL_LIMIT: '1' };
    await step('images callmesh and callmesh-speech', () => docker(['compose', 'build'], { cwd: root, env: { ...compose, ...environment, ...builder } }));
    const env = {
      ...process.env,
      ...compose,
      ...environment,
      STACK_ENVIRONMENT: JSON.stringify(images),
      TIER: 'stack',
      // Its image cannot be pulled; the test takes everything down itself.
      TESTCONTAINERS_RYUK_DISABLED: 'true',
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    };
    process.exitCode = await run(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)], { cwd: root, env });
  } finally {
    await rm(secrets, { recursive: true, force: true });
    await stopDocker();
  }
});
