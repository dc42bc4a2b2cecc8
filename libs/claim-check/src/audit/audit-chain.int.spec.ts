import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createLocalKms } from '../local-kms.adapter.js';
import { provisionedVault, type ProvisionedVault } from '../testing/provisioned-vault.js';
import { rebaseRestoredAudit } from '../schema/rebase-audit.js';
import { query } from '../testing/query.js';
import type { AuditCheckpoint } from './audit-checkpoint.js';
import { createAudit, type Audit } from './create-audit.js';
import type { AuditVerdict } from './audit-verdict.js';
import { verifyAudit } from './verify-audit.js';

const kms = createLocalKms({ current: Buffer.alloc(32, 7).toString('base64') });
let vault: ProvisionedVault;
let audit: Audit;
let ingestionUrl: string;

beforeEach(async () => {
  vault = await provisionedVault();
  ingestionUrl = await vault.appUrl('ingestion');
  audit = createAudit({ url: ingestionUrl, kms });
});
afterEach(async () => {
  await audit.close();
  await vault.drop();
});

const record = (url: string, tenant: string, n: number | string): Promise<unknown> => query(url, 'select vault.record_access($1, $2, $3, $4, $5, $6)', [tenant, 'read', `claim://${tenant}/conversation-${n}/audio.1.wav`, `reviewer:${n}`, 'listen', 'allowed']);
const verify = (tenant = 'acme', checkpoint?: AuditCheckpoint): Promise<AuditVerdict> => verifyAudit(audit.source(tenant), { tenant, now: Date.now(), ...(checkpoint && { checkpoint }) });

/** Other databases of the server may hold the horizon back for a moment. */
async function sealAll(): Promise<void> {
  do await audit.seal();
  while ((await audit.gap()).entries > 0 && (await sleep(20), true));
}

/** Four seals of five entries each. */
async function twentyEntries(): Promise<string[]> {
  for (let n = 1; n <= 20; n += 1) {
    await record(ingestionUrl, 'acme', n);
    if (n % 5 === 0) await sealAll();
  }
  return (await query<{ position: string }>(vault.adminUrl, 'select position from vault.audit order by position')).map(({ position }) => position);
}

/** As a superuser who knows about triggers. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  const client = new Client({ connectionString: vault.adminUrl });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(sql, values);
  } finally {
    await client.end();
  }
}

describe('the chain over the audit', () => {
  it('holds every entry of eight writers once, in the order of their commits, while they are sealed by two', async () => {
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      const client = new Client({ connectionString: ingestionUrl });
      await client.connect();
      for (let n = 0; n < 40; n += 1) {
        await client.query('begin');
        await client.query('select vault.record_access($1, $2, $3, $4, $5, $6)', [n % 3 === 0 ? 'rival' : 'acme', 'read', `claim://t/c-${writer}-${n}/a`, `reviewer:${writer}`, 'listen', 'allowed']);
        if (n % 4 === 0) await sleep(Math.random() * 10);
        await client.query(n % 10 === 9 ? 'rollback' : 'commit');
      }
      await client.end();
    });
    const second = createAudit({ url: ingestionUrl, kms });
    let writing = true;
    const sealers = [audit, second].map(async (one) => {
      while (writing) {
        await one.seal();
        await sleep(3);
      }
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    await sealAll();
    await second.close();
    const [acme, rival] = [await verify('acme'), await verify('rival')];
    expect([acme.firstBroken, rival.firstBroken]).toEqual([null, null]);
    expect(acme.entries + rival.entries).toBe(8 * 36);
    expect(acme.seals).toBeGreaterThan(1);
  });

  it('says how long entries wait that a transaction elsewhere holds back, and takes them when it has ended', async () => {
    const holder = new Client({ connectionString: vault.adminUrl });
    await holder.connect();
    await holder.query('begin; select pg_current_xact_id()');
    await record(ingestionUrl, 'acme', 'held back');
    await audit.seal();
    const { unsealed, entries, intact } = await verify();
    expect({ unsealed: unsealed.entries, entries, intact }).toEqual({ unsealed: 1, entries: 0, intact: true });
    expect(await audit.gap()).toEqual({ entries: 1, oldestSeconds: expect.any(Number) });
    await holder.query('commit');
    await holder.end();
    await sealAll();
    expect(await verify()).toMatchObject({ unsealed: { entries: 0 }, entries: 1, intact: true });
  });

  it('begins with what was written before there was a chain', async () => {
    for (let n = 1; n <= 3; n += 1) await record(ingestionUrl, 'acme', n);
    await tamper("update vault.audit set transaction_id = '0', at = at - interval '1 year'");
    await record(ingestionUrl, 'acme', 4);
    await sealAll();
    expect(await verify()).toMatchObject({ entries: 4, intact: true });
  });
});

it('a dump that was restored into another Postgres goes on where the chain was', async () => {
  for (let n = 1; n <= 3; n += 1) await record(ingestionUrl, 'acme', n);
  await sealAll();
  await record(ingestionUrl, 'acme', 'not sealed when it was dumped');
  // Elsewhere transactions are counted from the start: what was dumped seems to be far ahead.
  await tamper("update vault.audit set transaction_id = (transaction_id::text::bigint + 1000000000)::text::xid8; update vault.audit_sealed_up_to set transaction_id = (transaction_id::text::bigint + 1000000000)::text::xid8");
  await record(ingestionUrl, 'acme', 'written after the restore');
  for (let run = 0; run < 2; run += 1) expect(await rebaseRestoredAudit(vault.adminUrl)).toBe(5);
  await sealAll();
  expect(await verify()).toMatchObject({ intact: true, entries: 5, unsealed: { entries: 0 } });
});

describe('tampering by a superuser is named', () => {
  let rows: string[];
  beforeEach(async () => {
    rows = await twentyEntries();
  });

  it('nothing is wrong before', async () => {
    expect(await verify()).toMatchObject({ intact: true, seals: 4, entries: 20, unsealed: { entries: 0 } });
  });

  it('an entry that was changed', async () => {
    await tamper("update vault.audit set actor = 'reviewer:someone else' where position = any ($1)", [[rows[11], rows[7]]]);
    expect((await verify()).firstBroken).toMatchObject({ kind: 'changed', entry: 8, position: rows[7] });
  });

  it('the time of an entry', async () => {
    await tamper("update vault.audit set at = at + interval '1 microsecond' where position = $1", [rows[0]]);
    expect((await verify()).firstBroken).toMatchObject({ kind: 'changed', entry: 1 });
  });

  it('an entry that was removed', async () => {
    await tamper('delete from vault.audit where position = $1', [rows[12]]);
    expect((await verify()).firstBroken).toMatchObject({ kind: 'removed', entry: 13, position: rows[12] });
  });

  it('an entry that was put in beside the chain', async () => {
    await tamper("delete from vault.audit where position = $1", [rows[3]]);
    await tamper("insert into vault.audit (position, at, tenant_id, service, actor, purpose, action, reference, outcome, transaction_id) overriding system value select 1000, at, tenant_id, service, 'forger', purpose, action, reference, outcome, transaction_id from vault.audit where position = $1", [rows[4]]);
    const { faults } = await verify();
    expect(faults.map(({ kind, entry, position }) => [kind, entry, position])).toEqual([['removed', 4, rows[3]], ['inserted', null, '1000']]);
  });

  it('an entry that was added at the end, and dated back', async () => {
    await tamper("insert into vault.audit (at, tenant_id, service, actor, purpose, action, reference, outcome) values (clock_timestamp() - interval '1 day', 'acme', 'callmesh_insights', 'forger', 'x', 'read', 'claim://acme/c/a', 'allowed')");
    await sealAll();
    expect((await verify()).firstBroken).toMatchObject({ kind: 'inserted', entry: 21 });
  });

  it('an entry that claims a transaction of the future, so that it is never sealed', async () => {
    await tamper("insert into vault.audit (tenant_id, service, actor, purpose, action, reference, outcome, transaction_id) values ('acme', 'callmesh_insights', 'forger', 'x', 'read', 'claim://acme/c/a', 'allowed', '9000000000000000000')");
    expect((await verify()).firstBroken).toMatchObject({ kind: 'inserted', entry: null, after: 20 });
  });

  it('two entries that were exchanged', async () => {
    await tamper('update vault.audit a set (at, actor, reference) = (select at, actor, reference from vault.audit b where b.position = case a.position when $1 then $2 else $1 end) where position in ($1::bigint, $2::bigint)', [rows[5], rows[9]]);
    const { faults } = await verify();
    expect(faults.map(({ kind, entry }) => [kind, entry])).toEqual([['out-of-order', 6], ['out-of-order', 10]]);
  });

  it('a seal that was changed with its entry, its hash made anew and all', async () => {
    await tamper('update vault.audit_seals set digests = overlay(digests placing sha256($1) from 1), hash = sha256($1) where number = 2', [Buffer.from('forged')]);
    expect((await verify()).firstBroken).toMatchObject({ kind: 'seal-changed', seal: 2, entry: 6 });
  });

  it('a seal that was signed with a key of the intruder\'s', async () => {
    const strangers = createAudit({ url: vault.adminUrl, kms: createLocalKms({ current: Buffer.alloc(32, 9).toString('base64') }) });
    const keys = await query<{ key_id: string }>(vault.adminUrl, 'select key_id from vault.signing_keys');
    await tamper('create table public.kept as select * from vault.signing_keys; delete from vault.signing_keys');
    await tamper("delete from vault.audit_seals where number = 4; update vault.audit_sealed_up_to set (transaction_id, position) = (select transaction_id, position from vault.audit order by position offset 14 limit 1)");
    await strangers.seal();
    await tamper('insert into vault.signing_keys select * from public.kept');
    await strangers.close();
    const verdict = await verify();
    expect(verdict.firstBroken).toMatchObject({ kind: 'seal-changed', seal: 4, entry: 16 });
    expect(verdict.keys).toContain(keys[0]?.key_id);
  });

  it('a seal that was removed, with its entries or without', async () => {
    await tamper('delete from vault.audit_seals where number = 2');
    expect((await verify()).firstBroken).toMatchObject({ kind: 'seal-removed', seal: 2, entry: 6 });
    await tamper('delete from vault.audit where position = any ($1)', [rows.slice(5, 10)]);
    expect((await verify()).firstBroken).toMatchObject({ kind: 'seal-removed', seal: 2, entry: 6 });
  });

  it('two seals that were exchanged', async () => {
    await tamper('update vault.audit_seals set number = -number where number in (2, 3)'.replace('-number', 'number + 100'));
    await tamper('update vault.audit_seals set number = case number when 102 then 3 else 2 end where number > 100');
    expect((await verify()).firstBroken).toMatchObject({ kind: 'out-of-order', seal: 2, entry: 6 });
  });

  it('a tail that was cut, by a checkpoint from before', async () => {
    const checkpoint = await audit.checkpoint('acme');
    expect(await verify('acme', checkpoint)).toMatchObject({ intact: true, checkpoint: { entries: 20 } });
    await tamper('delete from vault.audit_seals where number > 2');
    await tamper('delete from vault.audit where position > $1', [rows[9]]);
    expect(await verify()).toMatchObject({ intact: true, entries: 10 });
    expect((await verify('acme', checkpoint)).firstBroken).toMatchObject({ kind: 'tail-cut', entry: 11 });
  });

  it('a tail that was cut and has grown again, by a checkpoint from before', async () => {
    const checkpoint = await audit.checkpoint('acme');
    await tamper("delete from vault.audit_seals where number > 2; delete from vault.audit where position > (select max(position) from (select unnest(positions) as position from vault.audit_seals) s)");
    for (let n = 1; n <= 2; n += 1) {
      await record(ingestionUrl, 'acme', `again ${n}`);
      await sealAll();
    }
    expect(await verify()).toMatchObject({ intact: true, seals: 4 });
    expect((await verify('acme', checkpoint)).firstBroken).toMatchObject({ kind: 'rewritten', seal: 4 });
  });

  it('a checkpoint that was changed, and one of another tenant', async () => {
    const checkpoint = (await audit.checkpoint('acme')) as AuditCheckpoint;
    await expect(verify('acme', { ...checkpoint, entries: 19 })).rejects.toMatchObject({ code: 'AUDIT.BAD_CHECKPOINT' });
    await expect(verify('rival', checkpoint)).rejects.toMatchObject({ code: 'AUDIT.OTHER_CHECKPOINT' });
  });
});
