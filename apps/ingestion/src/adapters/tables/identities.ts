import type { Tx } from '@callmesh/event-sourcing';

/** What makes two deliveries the same call within a tenant. */
export interface CallKeys {
  readonly platform: string;
  readonly callId: string | null;
  /** Where `callId` is a pseudonym: the platform's own, by which releases before kept the call. */
  readonly callIdAsGiven?: string | null;
  /** Of the bytes as received. */
  readonly sha256: string;
}

type Row = { kind: 'call' | 'bytes'; conversation_id: string; binding: boolean };

const callValue = ({ platform, callId }: Pick<CallKeys, 'platform' | 'callId'>): string => JSON.stringify([platform, callId]);

/**
 * @returns the conversation that a delivery belongs to; null for a new one. Bytes that were recorded decide first, then the platform's
 * call id, then bytes that wait in quarantine without a call id.
 */
export async function findConversation(tx: Tx, keys: CallKeys): Promise<string | null> {
  const { rows } = await tx.query<Row>(
    `select kind, conversation_id, binding from call_identities where (kind = 'bytes' and value = $1) or (kind = 'call' and value = any ($2))`,
    [keys.sha256, [callValue(keys), ...(keys.callIdAsGiven ? [callValue({ ...keys, callId: keys.callIdAsGiven })] : [])]],
  );
  const bytes = rows.find(({ kind }) => kind === 'bytes');
  const call = keys.callId === null ? undefined : rows.find(({ kind }) => kind === 'call');
  if (bytes?.binding) return bytes.conversation_id;
  return (call ?? bytes)?.conversation_id ?? null;
}

/**
 * Claims the call id and the bytes for a conversation. A concurrent claim waits here until the other commits.
 * @param binding whether the bytes are recorded; those in quarantine bind only until a call id is known.
 * @returns the conversation they belong to: this one, or that of whoever came first.
 */
export async function claimIdentities(tx: Tx, keys: CallKeys, conversationId: string, binding: boolean): Promise<string> {
  const claims: [kind: string, value: string, binding: boolean][] = [];
  if (keys.callId !== null) claims.push(['call', callValue(keys), true]);
  // A platform that answers the same error page for every call must not make them one: such bytes count only where nothing better is known.
  if (binding || keys.callId === null) claims.push(['bytes', keys.sha256, binding]);
  for (const [kind, value, binds] of claims) {
    await tx.query(
      `insert into call_identities (tenant_id, kind, value, conversation_id, binding) values ($1, $2, $3, $4, $5)
       on conflict (tenant_id, kind, value) do update set conversation_id = excluded.conversation_id, binding = true
       where excluded.binding and not call_identities.binding`,
      [tx.tenantId, kind, value, conversationId, binds],
    );
    const { rows } = await tx.query<Row>('select conversation_id from call_identities where kind = $1 and value = $2', [kind, value]);
    const owner = rows[0]?.conversation_id;
    if (owner !== undefined && owner !== conversationId) return owner;
  }
  return conversationId;
}

/** Links a further call id to a call whose bytes were already known; an id that is taken stays where it is. */
export async function linkCallId(tx: Tx, keys: CallKeys, conversationId: string): Promise<void> {
  if (keys.callId === null) return;
  await tx.query(`insert into call_identities (tenant_id, kind, value, conversation_id, binding) values ($1, 'call', $2, $3, true) on conflict do nothing`, [
    tx.tenantId,
    callValue(keys),
    conversationId,
  ]);
}
