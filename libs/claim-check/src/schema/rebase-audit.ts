import { Client } from 'pg';

/** Tables that {@link rebaseRestoredAudit} looks after. */
export const rebasedAuditTables = ['vault.audit', 'vault.audit_sealed_up_to'] as const;

/**
 * After a dump was restored into another Postgres: there transactions are counted from the start, so entries of before would seem to come after
 * those that are written now. What a seal lists is put behind its end, the rest right before what comes. Entries themselves stay as they are.
 * Safe to run again; nothing may write meanwhile.
 * @param adminUrl connection of a superuser.
 * @returns how many entries were put in their place.
 */
export async function rebaseRestoredAudit(adminUrl: string): Promise<number> {
  const admin = new Client({ connectionString: adminUrl, application_name: 'callmesh-restore-fixup' });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ there: boolean }>("select to_regclass('vault.audit_seals') is not null as there");
    if (!rows[0]?.there) return 0;
    await admin.query('begin; alter table vault.audit disable trigger append_only');
    const { rowCount } = await admin.query(
      `with listed as (select tenant_id, unnest(positions) as position from vault.audit_seals)
       update vault.audit a set transaction_id = case when l.position is null then '1'::xid8 else '0'::xid8 end
         from vault.audit b left join listed l on l.tenant_id = b.tenant_id and l.position = b.position
        where a.position = b.position`,
    );
    await admin.query(`update vault.audit_sealed_up_to set transaction_id = '0', position = 9223372036854775807`);
    await admin.query('alter table vault.audit enable trigger append_only; commit');
    return rowCount ?? 0;
  } finally {
    await admin.end();
  }
}
