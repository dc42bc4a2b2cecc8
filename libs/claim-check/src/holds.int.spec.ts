import { randomUUID } from 'node:crypto';
import type { Reader } from './claim-check.port.js';
import type { ClaimCheckServices } from './create-claim-checks.js';
import { provisionedVault } from './testing/provisioned-vault.js';
import type { ProvisionedVault } from './testing/provisioned-vault.js';
import { query, sqlState } from './testing/query.js';

const dpo: Reader = { actor: 'admin:dpo', purpose: 'erasure' };
let vault: ProvisionedVault;
let ingestion: ClaimCheckServices;
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (error as { code: string }).code);
const received = async (tenant: string, at = 'now()'): Promise<string> => {
  const conversation = randomUUID();
  await ingestion.vault.store(tenant, conversation, '[PHONE_1]', '+1 555 0199 321');
  await query(vault.adminUrl, `update vault.keys set created_at = ${at} where conversation_id = $1`, [conversation]);
  return conversation;
};

beforeAll(async () => {
  vault = await provisionedVault();
  ingestion = await vault.as('ingestion');
});
afterAll(() => vault.drop());

describe('a legal hold', () => {
  it('keeps a conversation: its key and its values cannot be destroyed by any road, until it is released', async () => {
    const conversation = await received('acme');
    const hold = await ingestion.holds.place('acme', { conversationId: conversation }, 'matter 2026-17', 'admin:lee');
    expect(await ingestion.holds.isOnHold('acme', conversation)).toBe(true);
    expect(await codeOf(ingestion.erasure.destroyKey('acme', conversation, dpo))).toBe('HOLD.ACTIVE');
    for (const sql of ['update vault.keys set wrapped = null, master_key_id = null, destroyed_at = now() where conversation_id = $1', 'delete from vault.personal_values where conversation_id = $1']) {
      expect(await sqlState(query(vault.adminUrl, sql, [conversation]))).toBe('CMH01');
    }
    await ingestion.holds.release('acme', hold, 'matter closed', 'admin:lee');
    await ingestion.erasure.destroyKey('acme', conversation, dpo);
    expect(await codeOf(ingestion.holds.release('acme', hold, 'again', 'admin:lee'))).toBe('HOLD.NOT_FOUND');
  });

  it('over a span of time covers what was received in it, half open, and nobody else', async () => {
    const [before, first, last, after] = [await received('span', `'2026-03-01T00:00:00Z'::timestamptz - interval '1 us'`), await received('span', `'2026-03-01T00:00:00Z'`), await received('span', `'2026-04-01T00:00:00Z'::timestamptz - interval '1 us'`), await received('span', `'2026-04-01T00:00:00Z'`)];
    const other = await received('rival', `'2026-03-15T00:00:00Z'`);
    await ingestion.holds.place('span', { receivedFrom: '2026-03-01T00:00:00Z', receivedUntil: '2026-04-01T00:00:00Z' }, 'inquiry', 'admin:lee');
    const held = await Promise.all([before, first, last, after].map((conversation) => ingestion.holds.isOnHold('span', conversation)));
    expect(held).toEqual([false, true, true, false]);
    expect(await ingestion.holds.isOnHold('rival', other)).toBe(false);
  });

  it('without ends covers all of the tenant, also what comes later', async () => {
    await ingestion.holds.place('everything', { receivedFrom: null, receivedUntil: null }, 'inquiry', 'admin:lee');
    expect(await ingestion.holds.isOnHold('everything', randomUUID())).toBe(true);
    expect(await codeOf(ingestion.erasure.destroyKey('everything', await received('everything'), dpo))).toBe('HOLD.ACTIVE');
  });

  it('is listed to its tenant alone, and both ends of it are in the audit', async () => {
    const conversation = await received('listed');
    const id = await ingestion.holds.place('listed', { conversationId: conversation }, 'matter 9', 'admin:lee');
    expect(await ingestion.holds.list('listed')).toMatchObject([{ id, conversationId: conversation, reason: 'matter 9', placedBy: 'admin:lee' }]);
    expect(await ingestion.holds.list('rival')).toEqual([]);
    expect(await codeOf(ingestion.holds.release('rival', id, 'not mine', 'admin:eve'))).toBe('HOLD.NOT_FOUND');
    await ingestion.holds.release('listed', id, 'closed', 'admin:kim');
    const insights = await vault.as('insights');
    expect((await insights.auditOf('listed', conversation)).map(({ actor, action, purpose }) => [actor, action, purpose])).toEqual([['admin:lee', 'place-hold', 'matter 9'], ['admin:kim', 'release-hold', 'closed']]);
  });

  it('is placed by ingestion alone; every service may ask', async () => {
    const transcription = await vault.as('transcription');
    expect(await sqlState(transcription.holds.place('acme', { conversationId: 'c' }, 'r', 'a'))).toBe('42501');
    expect(await transcription.holds.isOnHold('acme', 'c')).toBe(false);
  });
});
