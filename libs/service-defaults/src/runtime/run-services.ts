import type { Server } from 'node:http';
import type { LocalMasterKeys } from '@callmesh/claim-check';
import type { ApiKeys } from '../access/api-keys.js';
import type { Environment } from '../config/environment.js';
import { Readiness } from '../health/readiness.js';
import { rootLogger } from '../logs/logger.js';
import { collectProcessMetrics } from '../metrics/metrics.js';
import { OperatedServices } from '../operations/services.js';
import type { ServiceDefinition } from '../service.js';
import { setUpTraces } from '../traces/set-up-traces.js';
import { startWatching } from '../watch/start-watching.js';
import { within } from './deadline.js';
import { watchIntake } from './intake.js';
import { explainListenFault } from './listen-faults.js';
import { keepHeapLean } from './lean-heap.js';
import { openPlatform, type Platform } from './platform.js';
import { putTogether } from './put-together.js';
import { startService, type RunningService } from './running-service.js';
import { explainStartupFault } from './startup-faults.js';
import { untilSchemas } from './until-schemas.js';

const CLOSE_MS = 2_000;

/** How services share what is around them. */
export interface RunOptions {
  /** True when no other process works on this database, as in embedded mode: what a killed predecessor had leased is free at once. */
  readonly exclusive?: boolean;
  /** What the database roles' passwords are derived from; default: the master key. */
  readonly secret?: string;
  /** Reads the master keys again while the process runs; default: from the files that the environment names. */
  readonly masterKeys?: () => Promise<LocalMasterKeys | undefined>;
  /** Called when no more requests should come, before anything else ends. */
  readonly onStopping?: () => void;
}

/** Services at work in this process. */
export interface RunningServices {
  /** Base address of the HTTP server, e.g. `http://127.0.0.1:8400`. */
  readonly url: string;
  readonly keys: ApiKeys;
  readonly readiness: Readiness;
  /** Ends in at most 25 s: no new work, what is in hand finishes, connections close. A second call waits for the first. */
  stop(): Promise<void>;
}

/** Services that answer how they are, and may still wait for what they need. */
export interface StartedServices extends RunningServices {
  /** Resolves when they are at work and in their consumer groups; rejects, and they have ended by then, when that cannot be. */
  readonly ready: Promise<void>;
}

/**
 * Runs services in this process behind one HTTP port: each with its own schema, roles, consumer, relay and workers. Resolves when they are ready.
 * @throws DomainError `CONFIG.INCOMPLETE` when the database or the master key is not given, and those of {@link startServices}.
 */
export async function runServices(definitions: readonly ServiceDefinition[], env: Environment, options: RunOptions = {}): Promise<RunningServices> {
  const started = await startServices(definitions, env, options);
  await started.ready;
  return started;
}

/**
 * Like {@link runServices}, but resolves as soon as the HTTP server listens: `/health/live` answers, `/health/ready` says what is waited for.
 * @throws DomainError `CONFIG.INCOMPLETE`, `CONFIG.PORT_TAKEN`; `ready` rejects with `SCHEMA.NOT_REGISTERED`.
 */
export async function startServices(definitions: readonly ServiceDefinition[], env: Environment, options: RunOptions = {}): Promise<StartedServices> {
  keepHeapLean();
  const platform = await openPlatform(env, { ...options, services: definitions.length }).catch((error: unknown) => {
    throw explainStartupFault(error, env);
  });
  try {
    return await start(definitions, platform, options.onStopping);
  } catch (error) {
    // Whatever else was opened ends with the process; the broker would keep it alive.
    await platform.close().catch(() => undefined);
    throw explainStartupFault(error, env);
  }
}

async function start(definitions: readonly ServiceDefinition[], platform: Platform, onStopping?: () => void): Promise<StartedServices> {
  const { env } = platform;
  const names = definitions.map(({ name }) => name);
  const traces = await setUpTraces(env, names.length === 1 ? `callmesh-${names[0]}` : 'callmesh');
  const readiness = new Readiness();
  const services = new OperatedServices();
  const beginning = readiness.waitFor('start', 'the services are put together', { closed: true });
  const { app, parts } = await putTogether(definitions, platform, readiness, services);
  const intake = watchIntake(app.getHttpServer() as Server, () => app.getHttpAdapter().close() as Promise<unknown>);

  const running: RunningService[] = [];
  let watching: { stop(): void } | undefined;
  let stopping: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    readiness.stop();
    watching?.stop();
    onStopping?.();
    platform.stopping.abort();
    const closed = intake.close(env.CALLMESH_DRAIN_MS);
    await Promise.all(running.map((service) => service.stop(closed)));
    if (running.length === 0) await closed.then(() => within(CLOSE_MS, 'connections', Promise.all(parts.map(({ resources }) => resources.close()))));
    await within(CLOSE_MS, 'Nest application', app.close());
    await within(CLOSE_MS, 'broker', platform.close());
    await traces.stop();
  };
  const stop = (): Promise<void> => (stopping ??= end());

  collectProcessMetrics();
  await app.listen(env.CALLMESH_PORT, env.CALLMESH_HOST).catch(async (error: unknown) => {
    // What is open would keep the process alive.
    await stop();
    throw explainListenFault(error, env);
  });
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  rootLogger().info({ url, services: names }, 'listening');

  const goToWork = async (): Promise<void> => {
    await untilSchemas(platform, names, beginning);
    platform.stopping.signal.throwIfAborted();
    // What has been said is published, and jobs go on, while others still hold the group's partitions.
    running.push(...parts.map(startService));
    for (const { operated } of running) services.add(operated);
    watching = startWatching({ env, bus: platform.bus, services: running.map(({ watched }) => watched), outside: definitions.flatMap(({ outside }) => outside?.(env) ?? []) });
    const joining = readiness.waitFor('consumer groups', `a place in the group${names.length === 1 ? '' : 's'} ${names.join(', ')}: the broker waits for members that it has not heard of for a while`);
    beginning.over();
    await app.startAllMicroservices();
    joining.over();
    rootLogger().info({ url, services: names }, 'ready');
  };
  const ready = goToWork().catch(async (error: unknown) => {
    await stop();
    throw explainStartupFault(error, env);
  });
  // Whoever only stops them need not wait for it.
  ready.catch(() => undefined);
  return { url, keys: platform.access.keys, readiness, ready, stop };
}
