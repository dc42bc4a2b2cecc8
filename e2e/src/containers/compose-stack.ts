import { setTimeout as sleep } from 'node:timers/promises';
import { DockerComposeEnvironment, GenericContainer, Wait, type StartedDockerComposeEnvironment, type StartedTestContainer } from 'testcontainers';
import type { Api } from '../support/calls.js';

const READY_MS = 900_000;

/** callmesh as docker-compose.yml starts it, under a project name of its own. */
export interface ComposeStack {
  /** The API through the gateway, as the tenant's admin. */
  readonly api: Api;
  /** A service's container, by the service's name in docker-compose.yml. */
  container(service: string): StartedTestContainer;
  down(): Promise<void>;
}

/** Which images to run, and where the secrets are; from `npm run test:stack`. */
export interface StackImages {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: string;
  readonly image: string;
}

/** What `npm run test:stack` has prepared. @throws when this test was started by itself. */
export function preparedImages(): StackImages {
  const { STACK_ENVIRONMENT, SECRETS_DIR: secrets } = process.env;
  if (!STACK_ENVIRONMENT || !secrets) throw new Error('this test needs images: run `npm run test:stack`');
  return { environment: JSON.parse(STACK_ENVIRONMENT) as Record<string, string>, secrets, image: process.env.CALLMESH_IMAGE ?? 'callmesh:local' };
}

/** Starts everything and waits until all of it is healthy. */
export async function startStack({ environment, secrets, image }: StackImages): Promise<ComposeStack> {
  const project = `callmesh-test-${process.pid}`;
  const up: StartedDockerComposeEnvironment = await new DockerComposeEnvironment(process.cwd(), 'docker-compose.yml')
    .withProjectName(project)
    .withAutoCleanup(false)
    // Free ports; and whatever healthy means is said by docker-compose.yml, not here.
    .withEnvironment({ ...environment, SECRETS_DIR: secrets, CALLMESH_PORT: '0', DEMO_CRM_PORT: '0' })
    .withClientOptions({ commandOptions: ['--no-build', '--wait', '--wait-timeout', String(READY_MS / 1000)] })
    .withDefaultWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(READY_MS)
    .up();
  const container = (service: string): StartedTestContainer => up.getContainer(`${service}-1`);
  const down = async (): Promise<void> => void (await up.down({ removeVolumes: true }));
  try {
    const key = await firstKey(`${project}_backbone`, { image, secrets });
    // docker-compose.yml publishes it on the loopback address alone.
    return { api: apiAt(`http://127.0.0.1:${container('gateway').getMappedPort(8400)}`, key), container, down };
  } catch (error) {
    await down();
    throw error;
  }
}

/** The deploy step that gives a tenant its first keys. */
async function firstKey(network: string, { image, secrets }: { readonly image: string; readonly secrets: string }): Promise<string> {
  const step = await new GenericContainer(image)
    .withNetworkMode(network)
    .withBindMounts(['database_url', 'master_key'].map((name) => ({ source: `${secrets}/${name}`, target: `/run/secrets/${name}`, mode: 'ro' as const })))
    .withEnvironment({ DATABASE_URL_FILE: '/run/secrets/database_url', CALLMESH_MASTER_KEY_FILE: '/run/secrets/master_key' })
    .withCommand(['callmesh', 'keys', 'bootstrap', 'local', '--json'])
    .withWaitStrategy(Wait.forOneShotStartup())
    .withStartupTimeout(120_000)
    .start();
  const lines: string[] = [];
  for await (const line of await step.logs()) lines.push(String(line));
  await step.stop();
  return (JSON.parse(lines.join('\n')) as { admin: string }).admin;
}

function apiAt(url: string, adminKey: string): Api {
  return {
    async call(method, route, { body, key = adminKey } = {}) {
      const isForm = body instanceof FormData;
      const headers = { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) };
      const response = await fetch(`${url}${route}`, { method, headers, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }) });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
  };
}

/** Until a container's own health check says so again. */
export async function untilHealthy(container: StartedTestContainer, patienceMs = 120_000): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await sleep(500)) {
    const { exitCode } = await container.exec(['node', '/app/healthcheck.mjs']).catch(() => ({ exitCode: 1 }));
    if (exitCode === 0) return;
    if (Date.now() > until) throw new Error(`${container.getName()} is not healthy after ${patienceMs} ms`);
  }
}
