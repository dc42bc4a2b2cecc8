import type { INestApplicationContext } from '@nestjs/common';
import { EVENT_STORE, startAsyncProjections, type AsyncProjection, type InlineProjection, type PostgresEventStore, type RebuildableInline } from '@callmesh/event-sourcing';
import { countNewJobs, startWorkers, type JobHandler } from '@callmesh/jobs';
import { ReplayRunner, startHistoryProvider, startRelay, type CallmeshServer } from '@callmesh/messaging';
import { startSealing } from '../audit/start-sealing.js';
import { ForgetConversationJob } from '../erasure/forget-conversation.job.js';
import { rootLogger } from '../logs/logger.js';
import { messagingMetrics } from '../metrics/messaging-metrics.js';
import type { OperatedService } from '../operations/services.js';
import { ParkedRetention } from '../retention/parked.retention.js';
import { RetentionRunner } from '../retention/retention-runner.js';
import type { RetentionWork } from '../retention/retention-work.js';
import { startRetention } from '../retention/start-retention.js';
import { StoredRetention } from '../retention/stored.retention.js';
import type { ServiceDefinition } from '../service.js';
import type { WatchedService } from '../watch/watched.js';
import { within } from './deadline.js';
import type { Platform } from './platform.js';
import { fromAppends, fromBroker, fromStore } from './operated-projections.js';
import type { ServiceResources } from './service-resources.js';
import { startSweeps, SWEEPER } from './sweep-claims.js';

const DRAIN_MS = 14_000;
const RELAY_MS = 2_000;

/** What a service is put together from. */
export interface ServiceParts {
  readonly definition: ServiceDefinition;
  readonly resources: ServiceResources;
  readonly platform: Platform;
  /** The service's Nest module. */
  readonly module: INestApplicationContext;
  readonly server: CallmeshServer;
}

/** A service at work. */
export interface RunningService {
  readonly operated: OperatedService;
  readonly watched: WatchedService;
  /** Takes no more work, lets what is in hand finish, and closes the connections once `intake`, the HTTP server, has ended too. */
  stop(intake: Promise<void>): Promise<void>;
}

/** Starts what a service does by itself: relay, job workers, asynchronous projections. Its consumer is started by Nest. */
export function startService({ definition, resources, platform, module, server }: ServiceParts): RunningService {
  const { name, readModel } = definition;
  const { db, jobs, claims, audit } = resources;
  const cipher = claims.fieldCipher;
  const log = rootLogger().child({ service: name });
  const onError = (error: unknown, where: string): void => log.warn({ err: error }, where);

  const store = module.get<PostgresEventStore>(EVENT_STORE, { strict: true });
  const projections = definition.asyncProjections.map((type) => module.get<AsyncProjection>(type, { strict: true }));
  const inline = definition.inlineProjections.map((type) => module.get<InlineProjection>(type, { strict: true })).filter((one): one is RebuildableInline => one.tables !== undefined);
  const handlers = [...definition.jobs, ForgetConversationJob].map((type) => module.get<JobHandler>(type, { strict: true }));

  const { bus, registry, exclusive } = platform;
  const relay = startRelay({ db, bus, registry, cipher, service: name, metrics: messagingMetrics(), subscribers: platform.access.subscriptions, exclusive, onError: (error) => onError(error, 'relay') });
  const projecting = startAsyncProjections({ db, cipher, projections, onError: (error, projection) => onError(error, `projection ${projection}`) });
  const workers = startWorkers({ db, jobs, handlers, exclusive, lazily: bus.sharesPostgres ?? false, onError });
  const replays = new ReplayRunner({ service: name, db, bus, registry, server, countJobs: countNewJobs, onError });
  const history = startHistoryProvider({ service: name, db, bus, registry, cipher, onError });
  history.catch((error: unknown) => onError(error, 'history for replays'));
  const endSweeps = name === SWEEPER ? startSweeps({ db, objects: platform.objects, everyHours: platform.env.CALLMESH_SWEEP_HOURS }) : () => Promise.resolve();
  const retention = new RetentionRunner(name, claims.retention, [
    ...definition.retention?.map((type) => module.get<RetentionWork>(type, { strict: true })) ?? [],
    new ParkedRetention(db, claims.retention),
    ...(name === SWEEPER ? [new StoredRetention(platform.objects, claims.retention, `service:${name}`)] : []),
  ]);
  const endRetention = startRetention({ db, service: name, runner: retention, everyHours: platform.env.CALLMESH_RETENTION_HOURS });
  const endSealing = audit ? startSealing({ audit, onError: (error) => onError(error, 'sealing of the audit') }) : () => Promise.resolve();
  const endWakes = store.onAppended(() => {
    relay.wake();
    projecting.wake();
  });

  return {
    operated: {
      name,
      db,
      registry,
      jobHandlers: handlers,
      redriveKey: (topic, key) => server.redriveKey(topic, key),
      projections: [...inline.map((projection) => fromAppends(projection, db, cipher)), ...projections.map((projection) => fromStore(projection, db, cipher)), ...(readModel ? [fromBroker(readModel, db, replays)] : [])],
      replays,
      retention,
      isReadModel: readModel !== undefined,
    },
    watched: { name, db, relay, group: server.group, topics: server.topics(), heard: server.heard(), jobHandlers: handlers, queues: definition.queues ?? [] },
    async stop(intake) {
      await within(DRAIN_MS, `consumer and workers of ${name}`, Promise.all([server.close(), workers.stop(), projecting.stop(), replays.stop(), endSweeps(), endRetention(), history.then((answers) => answers.stop(), () => undefined)]));
      // A request in hand still needs the database.
      await intake;
      await within(RELAY_MS, `sealing of the audit`, endSealing());
      endWakes();
      await within(RELAY_MS, `relay of ${name}`, relay.stop());
      await within(RELAY_MS, `connections of ${name}`, resources.close());
    },
  };
}
