import type { Bus } from '@callmesh/messaging';
import type { Environment } from '../config/environment.js';
import { rootLogger } from '../logs/logger.js';
import type { OutsideServer } from '../service.js';
import { Alarms } from './alarms.js';
import { auditLook } from './audit.look.js';
import { consumerLook } from './consumer.look.js';
import { dependencyLook, type Dependency } from './dependency.look.js';
import { horizonLook } from './horizon.look.js';
import { httpAnswers } from './http-answers.js';
import { jobLook } from './job.look.js';
import { parkedLook } from './parked.look.js';
import { poolLook } from './pool.look.js';
import { queueLook } from './queue.look.js';
import { relayLook } from './relay.look.js';
import { startWatch, type Watch } from './watch.js';
import { PATIENCE_MS, type WatchedService } from './watched.js';

const ANSWER_MS = 4_500;

/** What the watch of a process covers. */
export interface Watching {
  readonly env: Environment;
  readonly bus: Pick<Bus, 'standings' | 'isRunning'>;
  readonly services: readonly WatchedService[];
  readonly outside: readonly OutsideServer[];
  /** Default 30 s. */
  readonly patienceMs?: number;
  /** How long a dependency may take to answer, ms; default 4,500. */
  readonly answerMs?: number;
}

/**
 * Looks every few seconds at what could be stuck and sets its gauges, so that a scrape of `/metrics` asks nobody and never hangs. Nothing
 * stays stuck in silence: within a minute there is `callmesh_stuck` and a log line `stuck.<what>`.
 */
export function startWatching({ env, bus, services, outside, patienceMs = PATIENCE_MS, answerMs = ANSWER_MS }: Watching): Watch {
  const alarms = new Alarms(rootLogger);
  const everyMs = env.CALLMESH_LOOK_EVERY_MS;
  const watches = services.map((service) =>
    startWatch(
      service.name,
      [relayLook(service, alarms, patienceMs), consumerLook(service, bus, alarms, patienceMs), parkedLook(service, alarms), jobLook(service, alarms, patienceMs), queueLook(service), auditLook(service), poolLook(service.name, service.db)],
      alarms,
      everyMs,
    ),
  );
  // Of the process, not of each of its services.
  const [first] = services;
  if (first) {
    const name = services.length === 1 ? first.name : 'callmesh';
    const shared = dependencies(env, bus, first, outside).map((one) => dependencyLook(name, one, alarms, answerMs));
    watches.push(startWatch(name, [horizonLook({ ...first, name }, alarms, patienceMs), ...shared], alarms, everyMs));
  }
  return { stop: () => watches.forEach((watch) => watch.stop()) };
}

function dependencies(env: Environment, bus: Watching['bus'], { db }: WatchedService, outside: readonly OutsideServer[]): Dependency[] {
  const { SCHEMA_REGISTRY_URL: registry, SCHEMA_REGISTRY_USERNAME: user, SCHEMA_REGISTRY_PASSWORD: password, S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region } = env;
  const basic: Record<string, string> = user === undefined ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };
  return [
    { name: 'postgres', ask: () => db.workerQuery('select 1') },
    { name: 'broker', ask: () => bus.isRunning('callmesh-watch') },
    ...(registry ? [httpAnswers('registry', `${registry.replace(/\/+$/, '')}/subjects`, basic)] : []),
    ...(bucket ? [httpAnswers('storage', endpoint ?? `https://s3.${region}.amazonaws.com`)] : []),
    ...outside.flatMap(({ name, url }) => (url ? [httpAnswers(name, url)] : [])),
  ];
}
