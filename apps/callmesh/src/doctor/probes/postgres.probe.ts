import { inspectDatabase, type DatabaseFacts } from '@callmesh/event-sourcing';
import { fault, note, ok, type Finding } from '../finding.js';
import { wordsOf, type Probe } from '../probe.js';

const OLDEST = 140_000;
const HELD_S = 30;
const SKEW_MS = { note: 1_000, fault: 30_000 };

/** Whether Postgres answers, is one that we can use, keeps what it acknowledges, and is held by nobody. */
export const postgresProbe: Probe = {
  name: 'Postgres',
  async look({ adminUrl, env }) {
    const url = adminUrl ?? env?.DATABASE_APP_URL;
    if (!url) return [note('Postgres', 'the embedded one, which does not run now', '`callmesh start` starts it; set DATABASE_URL to use another')];
    const { host } = new URL(url);
    const facts = await inspectDatabase(url).catch((error: unknown) => error as Error);
    if (facts instanceof Error) return [fault('Postgres', `${host} cannot be used: ${wordsOf(facts)}`, adviceFor(facts))];
    return [version(host, facts), ...durability(facts), ...patience(facts), connections(facts), clock(facts), horizon(facts)];
  },
};

function adviceFor(error: Error): string {
  const { code } = error as { code?: string };
  if (code === '28P01' || code === '28000' || /password|SASL|SCRAM/.test(error.message)) return 'set user and password of DATABASE_URL right';
  if (code === '3D000') return 'create the database, or name another in DATABASE_URL';
  if (code === '53300') return 'raise max_connections, or stop what holds them';
  return 'start it, and set host and port of DATABASE_URL right';
}

function version(host: string, { version: number, role, administers }: DatabaseFacts): Finding {
  const found = `${Math.floor(number / 10_000)}.${number % 10_000} at ${host} as ${role}${administers ? '' : ' (not an administrator)'}`;
  return number >= OLDEST ? ok('Postgres', found) : fault('Postgres', found, 'use version 14 or newer');
}

function durability({ settings }: DatabaseFacts): Finding[] {
  const wrong = Object.entries({ synchronous_commit: /^(on|remote_write|remote_apply|local)$/, fsync: /^on$/, full_page_writes: /^on$/ }).filter(([name, right]) => !right.test(settings[name] ?? ''));
  if (wrong.length === 0) return [ok('durability', `synchronous_commit=${settings.synchronous_commit}, fsync and full_page_writes on, wal_level=${settings.wal_level}`)];
  return wrong.map(([name]) => fault('durability', `${name} is ${settings[name]}: a crash can lose what was acknowledged`, `alter system set ${name} = 'on'; select pg_reload_conf();`));
}

/** A transaction that is left open holds back every reader (see docs/how-to/observe.md, CallmeshHorizonHeld). */
function patience({ settings, version: number }: DatabaseFacts): Finding[] {
  const unset = ['idle_in_transaction_session_timeout', ...(number >= 170_000 ? ['transaction_timeout'] : [])].filter((name) => settings[name] === '0');
  if (unset.length === 0) return [ok('timeouts', 'sessions that leave a transaction open are ended')];
  return [note('timeouts', `${unset.join(' and ')} not set: a forgotten transaction keeps new events invisible for as long as it is open`, unset.map((name) => `alter system set ${name} = '${name.startsWith('idle') ? '30s' : '120s'}'`).join('; '))];
}

function connections({ connections: { used, max } }: DatabaseFacts): Finding {
  const found = `${used} of ${max} used`;
  return used < max * 0.9 ? ok('connections', found) : fault('connections', found, 'raise max_connections, or run fewer instances');
}

function clock({ clockSkewMs: skew }: DatabaseFacts): Finding {
  const found = `${Math.abs(skew)} ms ${skew < 0 ? 'behind' : 'ahead of'} ours`;
  if (Math.abs(skew) >= SKEW_MS.fault) return fault('clock of Postgres', found, 'synchronise both clocks (NTP): leases and times of events depend on them');
  return Math.abs(skew) >= SKEW_MS.note ? note('clock of Postgres', found, 'synchronise both clocks (NTP)') : ok('clock of Postgres', found);
}

function horizon({ horizon: holder }: DatabaseFacts): Finding {
  if (!holder) return ok('horizon', 'no write transaction is open');
  const found = `process ${holder.pid} (${holder.application || 'unnamed'}, ${holder.state ?? 'state unknown'}) has a write transaction open${holder.ageSeconds === null ? '' : ` for ${Math.round(holder.ageSeconds)} s`}`;
  if ((holder.ageSeconds ?? 0) < HELD_S) return ok('horizon', found);
  return fault('horizon', `${found}: new events stay invisible until it ends`, `end it where it comes from, or: select pg_terminate_backend(${holder.pid})`);
}
