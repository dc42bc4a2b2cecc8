import { serviceNames } from '@callmesh/contracts';
import { roles, type Role } from '@callmesh/service-defaults';
import type pg from 'pg';
import { startSpeech, type OutsideServer } from '../privacy/outside-servers.js';
import { addressesOf, routesOf, type Route } from '../privacy/read-routes.js';
import { newDataDir, removeDataDir, startCallmesh, superuserOf, type CallmeshProcess } from '../support/callmesh-process.js';
import { Random } from './random.js';
import { makeTenant, seed, UUID, type Answer, type Seeded, type Tenant } from './tenant.js';

const SEED = Number(process.env.SEED);
const random = new Random(SEED);
/** Roles that are fenced to their tenant on every route that they may call. */
const FENCED: readonly Role[] = roles.filter((role) => role !== 'operator');
/** An operator runs the mesh: these routes are his because they reach beyond a tenant. */
const BEYOND = /^\/api\/v1\/(parked|projections|replays|subscriptions|audit)/;
const SAME_CALL = 'call-of-both';
/** By itself: within an id any five digits come by chance. */
const standsIn = (text: string, mark: string): boolean => (/^\d+$/.test(mark) ? new RegExp(`(?<![\\w-])${mark}(?![\\w-])`).test(text) : text.includes(mark));

describe(`two tenants, asked with SEED=${SEED}`, () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;
  let speech: OutsideServer;
  let database: pg.Client;
  let routes: Route[];
  let north: Tenant;
  let south: Tenant;
  let seeded: Seeded;
  let secrets: string[];
  let wereListed: ReadonlySet<string>;
  let before: ReadonlyMap<string, string>;
  let after: ReadonlyMap<string, string>;

  beforeAll(async () => {
    dataDir = await newDataDir();
    speech = await startSpeech([], { leastBytes: 0, refusal: '' });
    callmesh = await startCallmesh(dataDir, { WHISPER_URL: speech.url });
    database = await superuserOf(dataDir);
    routes = await routesOf(callmesh);
    [north, south] = [await makeTenant(callmesh, database, 'north'), await makeTenant(callmesh, database, 'south')];
    await seed(north, SAME_CALL, '51902');
    before = await lists(north);
    seeded = await seed(south, SAME_CALL, '77341');
    after = await lists(north);
    const known = [...before.values()].join('\n');
    // Whatever stands in south's answers and is an id, and what it named itself.
    const theirs = [...(await lists(south)).values()].join('\n');
    const shown = theirs.match(UUID) ?? [];
    wereListed = new Set(seeded.ids.filter((id) => theirs.includes(id)));
    secrets = [...new Set([...seeded.ids, ...shown, '77341', 'matter of south', 'Kind of south', 'south Outdoor', 'south.json'])].filter((mark) => !known.includes(mark));
  }, 150_000);

  afterAll(async () => {
    await database.end();
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await speech.close();
    await removeDataDir(dataDir);
  }, 60_000);

  /** All that a tenant can list, by role and address; but not its audit, which is sealed on as time goes by. */
  async function lists(tenant: Tenant): Promise<ReadonlyMap<string, string>> {
    const listed = new Map<string, string>();
    for (const { path } of routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v1/') && !path.includes('{') && !/openapi|docs|audit/.test(path) && !BEYOND.test(path))) {
      for (const role of ['admin', 'operator'] as const) listed.set(`${role} ${path}`, steady((await tenant.ask(role, 'GET', path)).text));
    }
    return listed;
  }
  /** What an answer tells of the other tenant; the own audit holds what was asked before, and by whom. */
  const told = (answer: string, asked: string, text = answer.replace(/\bapi:\/\/north\/[^"]*/g, '')): string[] => secrets.filter((mark) => standsIn(text, mark) && !asked.includes(mark) && !asked.includes(encodeURIComponent(mark)));

  it('have something of everything', () => {
    expect(secrets.length).toBeGreaterThan(12);
    for (const list of ['conversations', 'queue', 'quarantine', 'holds', 'kinds', 'trackers', 'keys', 'jobs', 'analyses', 'retranscriptions'].filter((list) => routes.some(({ path }) => path === `/api/v1/${list}`))) {
      expect([list, [...before.entries()].some(([address, text]) => address.endsWith(`/${list}`) && text.length > 60)]).toEqual([list, true]);
    }
  });

  it('see no more and count no more when the other one has come, though it used the same call id', () => {
    expect([...after.entries()].filter(([address, text]) => text !== before.get(address))).toEqual([]);
  });

  it('cannot tell by any route whether an id is the other’s or nobody’s', async () => {
    const faults: unknown[] = [];
    let asked = 0;
    for (const route of routes.filter(({ path }) => path.includes('{') && path.startsWith('/api/v1/'))) {
      // The conversation itself and some of the rest, others in each run.
      for (const id of [seeded.ids[0] ?? '', ...random.some(seeded.ids.slice(1), 6)]) {
        const twin = random.twinOf(id);
        const service = random.pick(serviceNames);
        const fenced = BEYOND.test(route.path) ? FENCED : [...FENCED, 'operator' as const];
        for (const role of new Set<Role>(['admin', random.pick(fenced)])) {
          const [theirs, nobodys] = [await ask(route, id, service, role), await ask(route, twin, service, role)];
          asked += 2;
          const leaks = told(theirs.text, id);
          if (leaks.length > 0 || theirs.status >= 500 || shape(theirs, id) !== shape(nobodys, twin)) faults.push({ route: `${role} ${route.method} ${route.path}`, id, leaks, theirs, nobodys });
        }
      }
    }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(600);
  }, 120_000);

  it('learn nothing of the other by whatever they ask for in a query', async () => {
    const odd = ['south', '%', '*', "' or '1'='1", 'null', '-1', '0', '999999', '../south', 'true', '2026-01-01T00:00:00Z', 'tenant_id', '\u0000', ...seeded.ids];
    const faults: unknown[] = [];
    for (const route of routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v1/') && !/openapi|docs/.test(path))) {
      const names = [...(route.operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name), 'tenantId', 'tenant', 'tenant_id'];
      for (let n = 0; n < 12; n += 1) {
        const query = new URLSearchParams(Array.from({ length: 1 + random.below(3) }, (): [string, string] => [random.pick(names), random.pick(odd)]));
        const role = random.pick(BEYOND.test(route.path) ? FENCED : [...FENCED, 'operator' as const]);
        const address = `${addressesOf(route, [random.pick(seeded.ids)], serviceNames)[0] ?? ''}?${query.toString()}`;
        const answer = await north.ask(role, 'GET', address);
        const leaks = told(answer.text, decodeURIComponent(address.replaceAll('+', ' ')));
        if (answer.status >= 500 || leaks.length > 0) faults.push({ role, address, leaks, answer });
      }
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('have changed nothing of the other by all that', async () => {
    const { rows } = await database.query<{ n: number }>(`select count(*)::int as n from ingestion.quarantine where tenant_id = 'south' and state = 'waiting'`);
    expect(rows).toEqual([{ n: 1 }]);
    const now = [...(await lists(south)).values()].join('\n');
    expect(seeded.ids.filter((id) => wereListed.has(id) && !now.includes(id))).toEqual([]);
  });

  it('are apart in every table: forced row-level security, and no role of a service that could pass it by', async () => {
    const { rows: open } = await database.query<{ name: string }>(`
      select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname !~ '^pg_|^information_schema$' and not (c.relrowsecurity and c.relforcerowsecurity)
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
        and exists (select from pg_roles r where r.rolname ~ '^callmesh_' and r.rolcanlogin and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete'))`);
    expect(open).toEqual([]);
    const { rows: passing } = await database.query<{ role: string }>(`
      select r.rolname as role from pg_roles r where r.rolname ~ '^callmesh_' and r.rolcanlogin
        and (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner <> r.oid and pg_has_role(r.oid, c.relowner, 'member') and c.relkind in ('r', 'p')) or exists (select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')))`);
    expect(passing).toEqual([]);
    // What a service's tenant-fenced role sees without a tenant, or as one that is not there.
    const { rows: tables } = await database.query<{ role: string; name: string }>(`
      select r.rolname as role, format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.rolname = 'callmesh_' || n.nspname
      where c.relkind in ('r', 'p') and has_table_privilege(r.oid, c.oid, 'select') and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`);
    expect(tables.length).toBeGreaterThan(40);
    const seen: string[] = [];
    for (const { role, name } of tables) {
      await database.query(`begin; set local role ${role}; select set_config('callmesh.tenant', 'north', true)`);
      const { rows } = await database.query<{ n: number }>(`select count(*)::int as n from ${name} where tenant_id = 'south'`);
      await database.query('rollback');
      if (rows[0]?.n !== 0) seen.push(`${role} sees ${name}`);
    }
    expect(seen).toEqual([]);
  });

  async function ask(route: Route, id: string, service: string, role: Role): Promise<Answer> {
    const address = addressesOf(route, [id], [service])[0] ?? '';
    return north.ask(role, route.method, address, route.operation.requestBody === undefined ? undefined : bodyFor(route, id));
  }
});

/** A body that the route would take, where one is known; the others get one that names the id. */
function bodyFor({ path }: Route, id: string): unknown {
  if (path.endsWith('/decision')) return { decision: 'approve', reason: 'fuzzed' };
  if (path.includes('/connections/')) return {};
  if (path.endsWith('/resubmit')) {
    const form = new FormData();
    form.set('metadata', JSON.stringify({ agentId: 'a-1' }));
    return form;
  }
  return { conversationId: id, reason: 'fuzzed', days: 30, threshold: 0.5 };
}

/** What does not differ from one moment to the next. */
const steady = (text: string): string => text.replaceAll(/"(lastUsedAt|correlationId|ranAt|waitingSeconds|age[A-Za-z]*|[a-zA-Z]*Ms|[a-zA-Z]*Seconds|leasedUntil)":("[^"]*"|[\d.]+|null)/g, '"$1":…');

/** Status and words of an answer, without the id that was asked for and without what is made anew each time. */
const shape = ({ status, text }: Answer, id: string): string => `${status} ${status < 300 ? '' : steady(text).replaceAll(id, '<id>')}`;
