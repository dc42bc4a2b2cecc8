import type { Tx } from '@callmesh/event-sourcing';
import type { Disclosure } from '../../domain/consent/disclosures.js';

/** A tenant's own texts. */
export async function disclosuresOf(tx: Tx): Promise<Disclosure[]> {
  const { rows } = await tx.query<{ jurisdiction: string; language: string; text: string }>('select jurisdiction, language, text from disclosures order by jurisdiction');
  return rows;
}

export async function putDisclosure(tx: Tx, { jurisdiction, language, text }: Disclosure, by: string): Promise<void> {
  await tx.query(
    `insert into disclosures (tenant_id, jurisdiction, language, text, changed_by) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, jurisdiction) do update set language = excluded.language, text = excluded.text, changed_by = excluded.changed_by, changed_at = clock_timestamp()`,
    [tx.tenantId, jurisdiction, language, text, by],
  );
}
