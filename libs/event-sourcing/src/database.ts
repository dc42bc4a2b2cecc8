import pg from 'pg';
import { DomainError } from './decider.js';
import type { Database, PoolFigures, Statement, Tx } from './database.port.js';
import { gatheringSocket } from './gathering-socket.js';
import { prepared } from './prepared.js';
import { openTransactions, type TransactionScope } from './transactions.js';
import { refuseBypass } from './provisioning/refuse-bypass.js';

const DEFAULT_APP_CONNECTIONS = 10;
const DEFAULT_WORKER_CONNECTIONS = 4;

/** How to reach one service's database. */
export interface DatabaseOptions {
  readonly schema: string;
  /** URL of the tenant-fenced role, as `provisionService` returns it. */
  readonly appUrl: string;
  readonly workerUrl: string;
  /** Connections of the tenant-fenced role at most; default 10. */
  readonly max?: number;
  /** Connections of the worker role at most; default 4. */
  readonly maxWorker?: number;
}

/** A tenant id as it may stand in a statement: it needs no escaping. */
function checkedTenant(tenantId: string): string {
  if (!/^[A-Za-z0-9_.-]{1,63}$/.test(tenantId)) throw new DomainError('TENANT.INVALID', 'a tenant id has 1 to 63 characters of A-Z, a-z, 0-9, _, . and -');
  return tenantId;
}

function poolOf(url: string, max: number, name: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: name, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000, keepAlive: true, pipeline: true, stream: gatheringSocket });
  // A connection that breaks is replaced on next use; without a listener, idle or at work, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * Opens a service's database.
 * @throws DomainError DATABASE.ROLE_BYPASSES_ISOLATION when one of the roles is not held by row-level security, DATABASE.TABLE_NOT_ISOLATED
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { schema } = options;
  const app = poolOf(options.appUrl, options.max ?? DEFAULT_APP_CONNECTIONS, `callmesh ${schema}`);
  const worker = poolOf(options.workerUrl, options.maxWorker ?? DEFAULT_WORKER_CONNECTIONS, `callmesh ${schema} worker`);
  const close = async (): Promise<void> => {
    await Promise.all([app.end(), worker.end()]);
  };
  try {
    await Promise.all([refuseBypass(app, schema), refuseBypass(worker, schema)]);
  } catch (error) {
    await close();
    throw error;
  }
  const asService = openTransactions(app);
  const asWorker = openTransactions(worker);
  return {
    schema,
    transaction: async (tenantId, work) => asService([`set local callmesh.tenant = '${checkedTenant(tenantId)}'`], (scope) => work(txOf(scope, tenantId, schema))),
    workerQuery: (sql, values) => worker.query(queryOf(sql, values)),
    workerTransaction: (work) => asWorker([], (scope) => work((sql, values) => scope.query(queryOf(sql, values)))),
    pools: () => [figuresOf('app', app), figuresOf('worker', worker)],
    close,
  };
}

function figuresOf(role: PoolFigures['role'], { totalCount: total, idleCount: idle, waitingCount: waiting }: pg.Pool): PoolFigures {
  return { role, total, idle, waiting };
}

function queryOf(statement: Statement, values: readonly unknown[] | undefined): pg.QueryConfig {
  if (typeof statement !== 'string') return { ...statement, values: values as unknown[] };
  return values ? prepared(statement, values) : { text: statement };
}

function txOf(scope: TransactionScope, tenantId: string, schema: string): Tx {
  const gathered = new Map<unknown, unknown[]>();
  const tx: Tx = {
    tenantId,
    schema,
    query: (statement, values) => scope.query(queryOf(statement, values)),
    defer: scope.defer,
    gather: (run, item) => {
      const items = gathered.get(run);
      if (items) items.push(item);
      else {
        const first = [item];
        gathered.set(run, first);
        scope.beforeCommit(() => run(tx, first));
      }
    },
    afterCommit: scope.afterCommit,
  };
  return tx;
}
