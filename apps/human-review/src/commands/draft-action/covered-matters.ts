import type { EventType } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import type { Draft } from '../../domain/draft.js';

/** Facts of which the first needs no action of its own where the second has one: the same matter, seen twice. */
const COVERED: Readonly<Partial<Record<EventType, EventType>>> = {
  'escalation.risk-raised.v1': 'customer.complaint-logged.v1',
  'agent.commitment-made.v1': 'callback.requested.v1',
};
const coversWhat = new Map(Object.entries(COVERED).map(([covered, covering]) => [covering as string, covered]));

/** What is in the queue on the same matter, in whichever order the facts came. */
export interface OthersOnTheMatter {
  /** Another action covers the draft: it is not needed. */
  readonly cover: boolean;
  /** Drafts that wait, and that this one covers. */
  readonly toEnd: readonly string[];
  /** One that this one would have covered is decided already. */
  readonly doubts: readonly string[];
}

const NONE: OthersOnTheMatter = { cover: false, toEnd: [], doubts: [] };

interface Row {
  readonly actionId: string;
  readonly kind: string;
  readonly sourceType: string;
  readonly state: string;
}

export async function othersOnTheMatter(tx: Tx, { conversationId, kind, sourceType, actionId }: Draft): Promise<OthersOnTheMatter> {
  const covering = COVERED[sourceType as EventType];
  const covered = coversWhat.get(sourceType);
  const other = covering ?? covered;
  if (other === undefined) return NONE;
  const { rows } = await tx.query<Row>(
    `select action_id as "actionId", kind, source_type as "sourceType", state from queue_items
     where conversation_id = $1 and kind = $2 and source_type = $3 and action_id <> $4 and decision is distinct from 'rejected' order by drafted_at, action_id`,
    [conversationId, kind, other, actionId],
  );
  if (covering !== undefined) return { ...NONE, cover: rows.length > 0 };
  const waiting = rows.filter(({ state }) => state === 'drafted');
  const decided = rows.filter(({ state }) => state === 'reviewed' || state === 'applied');
  return { cover: false, toEnd: waiting.map((row) => row.actionId), doubts: decided.length > 0 ? [`this call has led to another ${kind} already`] : [] };
}
