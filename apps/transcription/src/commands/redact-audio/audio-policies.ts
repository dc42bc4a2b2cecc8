import type { Tx } from '@callmesh/event-sourcing';
import { NEVER_KEPT } from '@callmesh/redaction';
import type { Filler } from '../../adapters/audio/fill-spans.js';

/** What a tenant wants of its recordings. */
export interface AudioPolicy {
  /** What is heard in place of what was said. */
  readonly filler: Filler;
  /** Once one of these was said, the raw recording goes as soon as its copy is proved. */
  readonly destroyRawAfter: readonly string[];
}

/** With these somebody could pay or sign in: no policy keeps a recording of them. */
export const SECURITY_CODES = ['CVV', 'PIN', 'PASSWORD'] as const;

const DEFAULT: AudioPolicy = { filler: 'silence', destroyRawAfter: [...NEVER_KEPT] };

export async function audioPolicyOf(tx: Tx): Promise<AudioPolicy> {
  const { rows } = await tx.query<{ filler: Filler; destroy_raw_after: string[] }>('select filler, destroy_raw_after from audio_policies');
  return rows[0] ? { filler: rows[0].filler, destroyRawAfter: rows[0].destroy_raw_after } : DEFAULT;
}

export async function setAudioPolicy(tx: Tx, { filler, destroyRawAfter }: AudioPolicy, by: string): Promise<void> {
  await tx.query(
    `insert into audio_policies (tenant_id, filler, destroy_raw_after, changed_by) values ($1, $2, $3, $4)
     on conflict (tenant_id) do update set filler = excluded.filler, destroy_raw_after = excluded.destroy_raw_after, changed_by = excluded.changed_by, changed_at = clock_timestamp()`,
    [tx.tenantId, filler, destroyRawAfter, by],
  );
}
