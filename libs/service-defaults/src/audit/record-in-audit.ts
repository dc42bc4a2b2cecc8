import { literal, type Tx } from '@callmesh/event-sourcing';

/** What is recorded in the audit together with what a transaction does. No personal text. */
interface AuditLine {
  /** A verb, e.g. `decide`. */
  readonly action: string;
  /** `<kind>://<tenant>/<conversation>/<id>`, so that the lines of a conversation are found. */
  readonly reference: string;
  /** Role or service and name, e.g. `reviewer:dana`. */
  readonly actor: string;
  readonly purpose: string;
  readonly outcome: string;
}

/** Records lines with the transaction, committed or lost with it; it costs no round trip of its own. */
export function recordInAudit(tx: Tx, lines: readonly AuditLine[]): void {
  if (lines.length === 0) return;
  const rows = lines.map(({ action, reference, actor, purpose, outcome }) => `(${[action, reference, actor, purpose, outcome].map(literal).join(', ')})`);
  tx.defer(`select vault.record_access(${literal(tx.tenantId)}, l.action, l.reference, l.actor, l.purpose, l.outcome) from (values ${rows.join(', ')}) as l (action, reference, actor, purpose, outcome)`);
}
