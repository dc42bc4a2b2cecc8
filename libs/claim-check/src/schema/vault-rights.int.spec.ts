import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Reader } from '../claim-check.port.js';
import type { ClaimCheckServices } from '../create-claim-checks.js';
import { provisionedVault } from '../testing/provisioned-vault.js';
import type { ProvisionedVault } from '../testing/provisioned-vault.js';
import { query, sqlState } from '../testing/query.js';
import { grantVault, provisionVault } from './provision-vault.js';
import { vaultRights, vaultSignatures } from './vault-rights.js';

const reader: Reader = { actor: 'service:crm-sync', purpose: 'find contact' };
const PHONE = '+1 555 0199 321';
let vault: ProvisionedVault;
let transcription: ClaimCheckServices;

beforeAll(async () => {
  vault = await provisionedVault();
  transcription = await vault.as('transcription');
});
afterAll(() => vault.drop());

describe('what a service role may do', () => {
  it('holds exactly the functions of the table, and no table', async () => {
    for (const [service, rights] of Object.entries(vaultRights)) {
      await vault.appUrl(service as keyof typeof vaultRights);
      const role = `callmesh_${service.replaceAll('-', '_')}`;
      const held = await query<{ name: string }>(vault.adminUrl, "select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'vault' and has_function_privilege($1, p.oid, 'execute') order by 1", [role]);
      expect([role, held.map(({ name }) => name)]).toEqual([role, [...rights].sort()]);
      const tables = await query(vault.adminUrl, "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'vault' and c.relkind = 'r' and has_table_privilege($1, c.oid, 'select, insert, update, delete')", [role]);
      expect([role, tables]).toEqual([role, []]);
    }
  });

  it('is refused by Postgres when it reads a table or calls what it was not given', async () => {
    const url = await vault.appUrl('extraction');
    for (const table of ['keys', 'personal_values', 'read_grants', 'audit', 'steps']) expect([table, await sqlState(query(url, `select * from vault.${table}`))]).toEqual([table, '42501']);
    const extraction = await vault.as('extraction');
    expect(await sqlState(extraction.vault.resolve('acme', 'vault://acme/c/[PHONE_1]', reader))).toBe('42501');
    expect(await sqlState(extraction.erasure.destroyKey('acme', 'c', reader))).toBe('42501');
  });

  it('even as the owner, sees no row without naming a tenant', async () => {
    const reference = await transcription.vault.store('acme', randomUUID(), '[PHONE_1]', PHONE);
    await (await vault.as('crm-sync')).vault.resolve('acme', reference, reader);
    const client = new Client({ connectionString: vault.adminUrl });
    await client.connect();
    const seen = async (): Promise<boolean[]> => {
      const counts = ['keys', 'personal_values', 'audit'].map((table) => `select count(*) > 0 as some from vault.${table}`);
      return (await client.query<{ some: boolean }>(counts.join(' union all '))).rows.map(({ some }) => some);
    };
    try {
      await client.query('begin; set local role callmesh_vault');
      expect(await seen()).toEqual([false, false, false]);
      await client.query("select set_config('callmesh.tenant', 'acme', true)");
      expect(await seen()).toEqual([true, true, true]);
    } finally {
      await client.end();
    }
  });

  it('is taken away again when the table gives less', async () => {
    await vault.appUrl('extraction');
    await query(vault.adminUrl, `grant execute on function vault.value_of(${vaultSignatures.value_of}) to callmesh_extraction`);
    await grantVault(vault.adminUrl, 'extraction');
    const [row] = await query<{ may: boolean }>(vault.adminUrl, 'select has_function_privilege($1, $2, \'execute\') as may', ['callmesh_extraction', `vault.value_of(${vaultSignatures.value_of})`]);
    expect(row?.may).toBe(false);
  });
});

it('provisioning twice, and by several processes at once, is harmless', async () => {
  await Promise.all([provisionVault(vault.adminUrl), provisionVault(vault.adminUrl), provisionVault(vault.adminUrl)]);
  expect(await query(vault.adminUrl, 'select name from vault.steps')).toHaveLength(16);
});

it('clear text is in no table of the vault', async () => {
  const conversation = randomUUID();
  await transcription.vault.store('acme', conversation, '[PHONE_1]', PHONE);
  const dumps = await Promise.all(['keys', 'personal_values', 'read_grants', 'audit'].map((table) => query<{ row: string }>(vault.adminUrl, `select t::text as row from vault.${table} t`)));
  const text = dumps.flat().map(({ row }) => row).join('\n');
  expect(text).toContain(conversation);
  for (const form of [PHONE, Buffer.from(PHONE).toString('hex'), Buffer.from(PHONE).toString('base64')]) expect(text).not.toContain(form);
});
