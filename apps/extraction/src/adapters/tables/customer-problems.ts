import { VAULT, type Vault } from '@callmesh/claim-check';
import type { CallContext, RepeatedProblem } from '@callmesh/contracts';
import { DATABASE, type Database, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';

/** The problems of one call, by whom and about what. */
export interface ProblemsOfCall {
  /** Keyed hash of the customer's number. */
  readonly customer: Buffer;
  readonly topics: readonly string[];
  readonly startedAt: number;
}

const MOST = 10;

/** Which problems each customer's calls were about. */
@Injectable()
export class CustomerProblems {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** Null when there is nothing to keep: no problem, or nobody knows whose. The number itself is never read here. */
  async of(tenantId: string, call: CallContext, topics: readonly string[]): Promise<ProblemsOfCall | null> {
    if (topics.length === 0 || !call.customer) return null;
    const customer = await this.vault.recognise(tenantId, call.customer.reference);
    return customer ? { customer, topics, startedAt: call.startedAt } : null;
  }

  /** Earlier calls of the customer about the same, the last one first. */
  async earlier(tenantId: string, conversationId: string, { customer, topics, startedAt }: ProblemsOfCall): Promise<RepeatedProblem[]> {
    const { rows } = await this.db.transaction(tenantId, (tx) =>
      tx.query<{ topic: string; conversation_id: string; started_at: Date }>(
        'select topic, conversation_id, started_at from customer_problems where customer = $1 and topic = any($2) and started_at < $3 and conversation_id <> $4 order by started_at desc, topic limit $5',
        [customer, topics, new Date(startedAt), conversationId, MOST],
      ),
    );
    return rows.map((row) => ({ topic: row.topic, conversationId: row.conversation_id, startedAt: row.started_at.getTime() }));
  }
}

/** Keeps the problems of a call instead of those that an earlier analysis of it found. */
export async function keepProblems(tx: Tx, conversationId: string, problems: ProblemsOfCall | null): Promise<void> {
  await tx.query('delete from customer_problems where conversation_id = $1', [conversationId]);
  if (!problems) return;
  const { customer, topics, startedAt } = problems;
  await tx.query('insert into customer_problems (tenant_id, customer, conversation_id, topic, started_at) select $1, $2, $3, unnest($4::text[]), $5', [tx.tenantId, customer, conversationId, topics, new Date(startedAt)]);
}
