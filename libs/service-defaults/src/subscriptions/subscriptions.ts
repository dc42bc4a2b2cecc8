import { DomainError, type Database } from '@callmesh/event-sourcing';
import type { SubscribedTopics, Subscribers } from '@callmesh/messaging';

/** How old the relays' knowledge may be, ms. */
const FRESH_MS = 2_000;

/** An outsider that reads a tenant's events. */
export interface Subscription {
  readonly tenantId: string;
  /** What it is called, once in its tenant. */
  readonly name: string;
  /** Who it is to the broker, e.g. `User:acme-warehouse`. */
  readonly principal: string;
  /** Internal topics whose copies it reads. */
  readonly topics: readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
}

interface Row {
  tenant_id: string;
  name: string;
  principal: string;
  topics: string[];
  created_by: string;
  created_at: Date;
}

/** Subscriptions in schema `access`, by the roles of that schema or of a service that was granted them. */
export class Subscriptions implements Subscribers {
  private known: { readonly topics: SubscribedTopics; readonly until: number } | undefined;

  constructor(private readonly db: Database) {}

  /** @throws DomainError `SUBSCRIPTION.NAME_TAKEN` */
  async add(subscription: Omit<Subscription, 'createdAt'>): Promise<Subscription> {
    const { tenantId, name, principal, topics, createdBy } = subscription;
    const { rows } = await this.db.transaction(tenantId, (tx) =>
      tx.query<Row>(
        `insert into access.subscriptions (tenant_id, name, principal, topics, created_by) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning tenant_id, name, principal, topics, created_by, created_at`,
        [tenantId, name, principal, topics, createdBy],
      ),
    );
    const [row] = rows;
    if (!row) throw new DomainError('SUBSCRIPTION.NAME_TAKEN', `tenant ${tenantId} has a subscription ${name}: end it first, or choose another name`);
    this.known = undefined;
    return subscriptionOf(row);
  }

  async list(tenantId: string): Promise<Subscription[]> {
    const { rows } = await this.db.transaction(tenantId, (tx) =>
      tx.query<Row>('select tenant_id, name, principal, topics, created_by, created_at from access.subscriptions order by name'),
    );
    return rows.map(subscriptionOf);
  }

  /** @throws DomainError `SUBSCRIPTION.NOT_FOUND` */
  async end(tenantId: string, name: string): Promise<Subscription> {
    const { rows } = await this.db.transaction(tenantId, (tx) =>
      tx.query<Row>('delete from access.subscriptions where name = $1 returning tenant_id, name, principal, topics, created_by, created_at', [name]),
    );
    const [row] = rows;
    if (!row) throw new DomainError('SUBSCRIPTION.NOT_FOUND', `tenant ${tenantId} has no subscription ${name}: \`callmesh subscriptions ls\` lists them`);
    this.known = undefined;
    return subscriptionOf(row);
  }

  async current(): Promise<SubscribedTopics> {
    if (this.known && Date.now() < this.known.until) return this.known.topics;
    const { rows } = await this.db.workerQuery<{ tenant_id: string; topic: string }>('select tenant_id, topic from access.subscribed_topics()');
    const topics = new Map<string, Set<string>>();
    for (const { tenant_id: tenantId, topic } of rows) topics.set(tenantId, (topics.get(tenantId) ?? new Set()).add(topic));
    this.known = { topics, until: Date.now() + FRESH_MS };
    return topics;
  }
}

const subscriptionOf = (row: Row): Subscription => ({
  ...{ tenantId: row.tenant_id, name: row.name, principal: row.principal, topics: row.topics },
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
});

/** Nest injection token of {@link Subscriptions}. */
export const SUBSCRIPTIONS = Symbol('Subscriptions');
