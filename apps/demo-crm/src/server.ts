import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { Temper, type BadHabits } from './habits.js';
import { HubSpotError } from './hubspot-error.js';
import { Journal } from './journal.js';
import { misbehave } from './misbehave.js';
import { renderPage } from './page/page.js';
import type { CrmRecord, ObjectType } from './records.js';
import { associationRoutes } from './routes/association-routes.js';
import { objectRoutes } from './routes/object-routes.js';
import { propertyRoutes } from './routes/property-routes.js';
import { searchRoute } from './routes/search-route.js';
import { seed } from './seeds.js';
import { CrmStore } from './store.js';

export interface DemoCrmOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host?: string;
  /** Journal of what was committed; without it everything is lost at the end. */
  readonly dataFile?: string;
  readonly badHabits?: Partial<BadHabits>;
  /** Of the dice behind the habits; the same seed misbehaves the same way. */
  readonly seed?: number;
  /** The bearer token that is let in. */
  readonly token?: string;
}

export interface DemoCrm {
  readonly url: string;
  readonly token: string;
  readonly habits: BadHabits;
  setHabits(habits: Partial<BadHabits>): void;
  /** Requests of the API that came in, whatever became of them. */
  readonly requests: number;
  /** What is really in it, past habits and index; for tests and reports. */
  records(type: ObjectType): CrmRecord[];
  close(): Promise<void>;
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Starts a small CRM with the HubSpot routes that callmesh uses, seeded with the customers of the sample calls. */
export async function startDemoCrm(options: DemoCrmOptions): Promise<DemoCrm> {
  const token = options.token ?? 'demo-crm-token';
  const temper = new Temper(options.badHabits ?? {}, options.seed ?? 1);
  const { journal, steps } = await Journal.open(options.dataFile ?? null);
  const store = new CrmStore(journal, steps, () => temper.indexLagMs());
  await seed(store);

  const app = Fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const known = error instanceof HubSpotError ? error : new HubSpotError(400, 'VALIDATION_ERROR', (error as Error).message);
    return reply.code(known.status).send(known.body());
  });
  let requests = 0;
  await app.register(async (crm) => {
    crm.addHook('onRequest', (_request, _reply, done) => {
      requests += 1;
      done();
    });
    misbehave(crm, temper, token);
    objectRoutes(crm, store);
    searchRoute(crm, store);
    propertyRoutes(crm, store, temper);
    associationRoutes(crm, store);
  });
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(renderPage(store, temper.habits, new Date())));
  app.get('/__habits', () => temper.habits);
  app.put('/__habits', async (request, reply) => {
    if (!loopback.has(request.ip)) return reply.code(403).send({ status: 'error', message: 'habits are changed from this machine only' });
    temper.change(request.body as Partial<BadHabits>);
    return temper.habits;
  });
  await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' }).catch(async (error: unknown) => {
    await journal.close();
    throw error;
  });
  const { port } = app.server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    token,
    get habits() {
      return temper.habits;
    },
    get requests() {
      return requests;
    },
    setHabits: (habits) => temper.change(habits),
    records: (type) => store.list(type),
    close: async () => {
      await app.close();
      await journal.close();
    },
  };
}
