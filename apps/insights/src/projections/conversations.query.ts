import { planAfresh, type Tx } from '@callmesh/event-sourcing';
import { badCursor } from '../domain/insights.errors.js';
import type { CallStatus } from '../domain/conversation-thread.js';

/** One line of the list of conversations; times are ISO 8601 UTC. */
export interface ConversationLine {
  readonly conversationId: string;
  readonly firstSeen: string;
  readonly status: CallStatus;
  readonly settled: boolean;
  readonly code: string | null;
  readonly platform: string | null;
  readonly platformCallId: string | null;
  readonly startedAt: string | null;
  readonly agentId: string | null;
  readonly fileName: string | null;
  readonly intent: string | null;
  readonly satisfaction: number | null;
  readonly escalationRisk: string | null;
  readonly waitingActions: number;
}

/** What to list. */
export interface ConversationFilter {
  readonly status?: CallStatus | undefined;
  /** ISO 8601: first seen at or after. */
  readonly from?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Row {
  conversation_id: string;
  first_seen: Date;
  /** With microseconds, which a Date would lose. */
  seen: string;
  status: CallStatus;
  settled: boolean;
  code: string | null;
  platform: string | null;
  platform_call_id: string | null;
  started_at: Date | null;
  agent_id: string | null;
  file_name: string | null;
  intent: string | null;
  satisfaction: number | null;
  escalation_risk: string | null;
  waiting_actions: number;
}

const COLUMNS = `conversation_id, first_seen, first_seen::text as seen, status, settled, code, platform, platform_call_id, started_at, agent_id, file_name, intent,
  satisfaction, escalation_risk, waiting_actions`;

const line = (row: Row): ConversationLine => ({
  conversationId: row.conversation_id,
  firstSeen: row.first_seen.toISOString(),
  status: row.status,
  settled: row.settled,
  code: row.code,
  platform: row.platform,
  platformCallId: row.platform_call_id,
  startedAt: row.started_at?.toISOString() ?? null,
  agentId: row.agent_id,
  fileName: row.file_name,
  intent: row.intent,
  satisfaction: row.satisfaction,
  escalationRisk: row.escalation_risk,
  waitingActions: row.waiting_actions,
});

const encodeCursor = (row: Row): string => Buffer.from(JSON.stringify([row.seen, row.conversation_id])).toString('base64url');

function decodeCursor(cursor: string): [string, string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parsed) && parsed.length === 2 && parsed.every((p) => typeof p === 'string') && !Number.isNaN(Date.parse(String(parsed[0])))) return parsed as [string, string];
  } catch {
    // Falls through to the one answer for every bad cursor.
  }
  throw badCursor();
}

/** Newest first; `next` is null on the last page. */
export async function listConversations(tx: Tx, filter: ConversationFilter): Promise<{ items: ConversationLine[]; next: string | null }> {
  planAfresh(tx);
  const [seen, id] = filter.cursor === undefined ? [null, null] : decodeCursor(filter.cursor);
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS} from conversations
     where tenant_id = $1 and ($2::text is null or status = $2) and ($3::timestamptz is null or first_seen >= $3)
       and ($4::timestamptz is null or (first_seen, conversation_id) < ($4::timestamptz, $5::text))
     order by first_seen desc, conversation_id desc limit $6`,
    [tx.tenantId, filter.status ?? null, filter.from ?? null, seen, id, filter.limit + 1],
  );
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return { items: page.map(line), next: rows.length > filter.limit && last ? encodeCursor(last) : null };
}

/** The newest conversation of a platform's call id; platforms may share one. */
export async function conversationByCall(tx: Tx, platformCallId: string): Promise<ConversationLine | null> {
  const { rows } = await tx.query<Row>(
    `select ${COLUMNS} from conversations where tenant_id = $1 and platform_call_id = $2 order by first_seen desc, conversation_id desc limit 1`,
    [tx.tenantId, platformCallId],
  );
  return rows[0] ? line(rows[0]) : null;
}
