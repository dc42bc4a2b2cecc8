import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';

/** An answer of the language model that could not be used, also not after it was asked to mend it. */
export interface QuarantinedAnswer {
  readonly id: string;
  readonly conversationId: string;
  readonly model: string;
  /** Which piece of the call it was about, from 0. */
  readonly piece: number;
  readonly faults: readonly string[];
  readonly answer: string;
}

/** As it is kept; `answer` only where one is shown. */
export type KeptAnswer = Omit<QuarantinedAnswer, 'answer'> & { readonly quarantinedAt: string; readonly answer?: string };

/** More of an answer helps nobody. */
const MOST_CHARACTERS = 20_000;

interface Row {
  id: string;
  conversation_id: string;
  quarantined_at: Date;
  model: string;
  piece: number;
  faults: string[];
  answer?: string;
}

const asKept = ({ id, conversation_id: conversationId, quarantined_at: at, model, piece, faults, answer }: Row): KeptAnswer => ({
  id,
  conversationId,
  quarantinedAt: at.toISOString(),
  model,
  piece,
  faults,
  ...(answer !== undefined && { answer }),
});

/** Unusable answers of the language model, where a person can see them. They may repeat the redacted transcript, so they stay in the tenant's table and out of logs. */
@Injectable()
export class LlmQuarantine {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async keep(tenantId: string, { id, conversationId, model, piece, faults, answer }: QuarantinedAnswer): Promise<void> {
    await this.db.transaction(tenantId, (tx) =>
      tx.query(
        `insert into llm_quarantined (tenant_id, id, conversation_id, model, piece, faults, answer) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (tenant_id, id) do update set faults = excluded.faults, answer = excluded.answer, quarantined_at = now()`,
        [tenantId, id, conversationId, model, piece, JSON.stringify(faults), answer.replaceAll('\0', '').slice(0, MOST_CHARACTERS)],
      ),
    );
  }

  async list(tenantId: string, most: number): Promise<KeptAnswer[]> {
    const { rows } = await this.db.transaction(tenantId, (tx) => tx.query<Row>('select id, conversation_id, quarantined_at, model, piece, faults from llm_quarantined order by quarantined_at desc, id limit $1', [most]));
    return rows.map(asKept);
  }

  async show(tenantId: string, id: string): Promise<KeptAnswer | null> {
    const { rows } = await this.db.transaction(tenantId, (tx) => tx.query<Row>('select * from llm_quarantined where id = $1', [id]));
    return rows[0] ? asKept(rows[0]) : null;
  }
}
