import { randomBytes, randomUUID } from 'node:crypto';
import type { Reader } from './claim-check.port.js';
import type { ClaimCheckServices } from './create-claim-checks.js';
import { codeOf } from './testing/claim-check.contract.js';
import { provisionedVault } from './testing/provisioned-vault.js';
import type { ProvisionedVault } from './testing/provisioned-vault.js';
import { query } from './testing/query.js';
import { createLocalKms } from './local-kms.adapter.js';

const reader: Reader = { actor: 'service:crm-sync', purpose: 'find contact' };
const PHONE = '+1 555 0199 321';
let vault: ProvisionedVault;
let transcription: ClaimCheckServices;
let crmSync: ClaimCheckServices;
let insights: ClaimCheckServices;

beforeAll(async () => {
  vault = await provisionedVault();
  transcription = await vault.as('transcription');
  crmSync = await vault.as('crm-sync');
  insights = await vault.as('insights');
});
afterAll(() => vault.drop());

describe('the vault', () => {
  it('gives a value to the service that may resolve it, and audits it', async () => {
    const conversation = randomUUID();
    const reference = await transcription.vault.store('acme', conversation, '[PHONE_1]', PHONE);
    expect(reference).toBe(`vault://acme/${conversation}/[PHONE_1]`);
    expect(await crmSync.vault.resolve('acme', reference, reader)).toBe(PHONE);
    expect(await insights.auditOf('acme', conversation)).toEqual([
      { at: expect.any(Date), service: 'callmesh_crm_sync', actor: reader.actor, purpose: reader.purpose, action: 'resolve', reference, outcome: 'allowed' },
    ]);
  });

  it('takes the same value again and refuses another one for the same placeholder', async () => {
    const conversation = randomUUID();
    const first = await transcription.vault.store('acme', conversation, '[EMAIL_1]', 'a@example.com');
    expect(await transcription.vault.store('acme', conversation, '[EMAIL_1]', 'a@example.com')).toBe(first);
    expect(await codeOf(transcription.vault.store('acme', conversation, '[EMAIL_1]', 'b@example.com'))).toBe('VAULT.DIFFERENT_VALUE');
  });

  it('tells who redacts a call what is known of it, each value audited, and nothing before what is awaited is there', async () => {
    const conversation = randomUUID();
    const ingestion = await vault.as('ingestion');
    const reader = { actor: 'service:transcription', purpose: 'redact' };
    await ingestion.vault.store('acme', conversation, '[PHONE_1]', PHONE);
    await ingestion.vault.storeKnown('acme', conversation, 'PERSON', 'Violet Kingsolver', []);
    await ingestion.vault.storeKnown('acme', conversation, 'PERSON', 'Harold Pemberton', []);
    await ingestion.vault.storeKnown('acme', conversation, 'PERSON', 'Violet Kingsolver', []);
    await transcription.vault.store('acme', conversation, '[PERSON_3]', 'said on the call');
    expect(await transcription.vault.knownOf('acme', conversation, '[PHONE_1]', '[CRM_CONTACT_1]', reader)).toBeNull();
    expect(await insights.auditOf('acme', conversation)).toEqual([]);
    await crmSync.vault.storeKnown('acme', conversation, 'CRM_CONTACT', 'none', []);
    expect(await transcription.vault.knownOf('acme', conversation, '[PHONE_1]', '[CRM_CONTACT_1]', reader)).toEqual([
      { placeholder: '[CRM_CONTACT_1]', value: 'none' },
      { placeholder: '[PERSON_1]', value: 'Violet Kingsolver' },
      { placeholder: '[PERSON_2]', value: 'Harold Pemberton' },
      { placeholder: '[PHONE_1]', value: PHONE },
    ]);
    expect((await insights.auditOf('acme', conversation)).map(({ action, reference, purpose }) => [action, reference.split('/').at(-1), purpose])).toEqual(['[CRM_CONTACT_1]', '[PERSON_1]', '[PERSON_2]', '[PHONE_1]'].map((placeholder) => ['resolve', placeholder, 'redact']));
    expect(await transcription.vault.knownOf('rival', conversation, '[PHONE_1]', null, reader)).toEqual([]);
    await ingestion.erasure.destroyKey('acme', conversation, reader);
    expect(await transcription.vault.knownOf('acme', conversation, '[PHONE_1]', null, reader)).toEqual([]);
  });

  it('refuses another tenant, the unknown, and malformed references, each with its code', async () => {
    const conversation = randomUUID();
    const reference = await transcription.vault.store('acme', conversation, '[PHONE_1]', PHONE);
    expect(await codeOf(crmSync.vault.resolve('rival', reference, reader))).toBe('VAULT.WRONG_TENANT');
    expect(await codeOf(crmSync.vault.resolve('rival', reference.replace('acme', 'rival'), reader))).toBe('VAULT.NOT_FOUND');
    expect(await codeOf(crmSync.vault.resolve('acme', `vault://acme/${conversation}/[PHONE_2]`, reader))).toBe('VAULT.NOT_FOUND');
    expect(await codeOf(crmSync.vault.resolve('acme', 'vault://acme/x', reader))).toBe('VAULT.BAD_URI');
    expect((await insights.auditOf('rival', conversation)).map((entry) => entry.outcome)).toEqual(['VAULT.WRONG_TENANT', 'VAULT.NOT_FOUND']);
  });

  it('knows a value again over conversations of a tenant, without giving it, and forgets it at erasure', async () => {
    const [ingestion, extraction] = [await vault.as('ingestion'), await vault.as('extraction')];
    const known = async (tenantId: string, value: string): Promise<{ conversation: string; reference: string }> => {
      const conversation = randomUUID();
      const reference = await ingestion.vault.store(tenantId, conversation, '[PHONE_1]', value);
      await ingestion.vault.makeRecognisable(tenantId, reference, value);
      return { conversation, reference };
    };
    const [first, again, other, elsewhere] = [await known('acme', PHONE), await known('acme', PHONE), await known('acme', '+15550001111'), await known('globex', PHONE)];
    const seen = (tenantId: string, { reference }: { reference: string }): Promise<string | undefined> => extraction.vault.recognise(tenantId, reference).then((hash) => hash?.toString('hex'));
    expect(await seen('acme', again)).toBe(await seen('acme', first));
    expect(await seen('acme', other)).not.toBe(await seen('acme', first));
    expect(await seen('globex', elsewhere)).not.toBe(await seen('acme', first));
    await expect(extraction.vault.recognise('globex', first.reference)).rejects.toMatchObject({ code: 'VAULT.WRONG_TENANT' });
    await expect(extraction.vault.makeRecognisable('acme', first.reference, PHONE)).rejects.toThrow('permission denied');
    await ingestion.erasure.destroyKey('acme', first.conversation, { actor: 'operator', purpose: 'erasure' });
    expect(await seen('acme', first)).toBeUndefined();
  });

  it('is erased with its key, for every service once the cache is over, and keeps the audit', async () => {
    let now = 0;
    const ingestion = await vault.as('ingestion');
    const other = await vault.as('crm-sync', { now: () => now });
    const conversation = randomUUID();
    const reference = await ingestion.vault.store('acme', conversation, '[PHONE_1]', PHONE);
    await Promise.all([other, transcription].map(({ fieldCipher }) => fieldCipher.prepare('acme', [conversation])));
    const sealed = other.fieldCipher.seal('acme', conversation, 'call me back');
    expect(other.fieldCipher.open('acme', conversation, sealed)).toBe('call me back');

    await ingestion.erasure.destroyKey('acme', conversation, { actor: 'dpo', purpose: 'erasure request' });
    expect(await codeOf(other.vault.resolve('acme', reference, reader))).toBe('VAULT.ERASED');
    expect(await codeOf(ingestion.vault.store('acme', conversation, '[PHONE_1]', PHONE))).toBe('VAULT.ERASED');
    expect(await codeOf(transcription.vault.store('acme', conversation, '[PHONE_2]', PHONE))).toBe('VAULT.ERASED');

    now += 60_000;
    await other.fieldCipher.prepare('acme', [conversation]);
    expect(other.fieldCipher.open('acme', conversation, sealed)).toBe('[ERASED]');
    expect(other.fieldCipher.seal('acme', conversation, 'a late quote')).toBe('[ERASED]');
    const [row] = await query(vault.adminUrl, 'select wrapped, master_key_id from vault.keys where conversation_id = $1', [conversation]);
    expect(row).toEqual({ wrapped: null, master_key_id: null });
    expect((await insights.auditOf('acme', conversation)).map((entry) => entry.action)).toContain('destroy-key');
  });
});

describe('the field cipher', () => {
  it('opens only for the conversation and tenant it sealed for', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const { fieldCipher } = transcription;
    await fieldCipher.prepare('acme', [one, two]);
    await fieldCipher.prepare('rival', [one]);
    const sealed = fieldCipher.seal('acme', one, 'Größe 42 ✓');
    expect(fieldCipher.open('acme', one, sealed)).toBe('Größe 42 ✓');
    expect(fieldCipher.seal('acme', one, 'Größe 42 ✓')).not.toBe(sealed);
    expect(() => fieldCipher.open('acme', two, sealed)).toThrow(expect.objectContaining({ code: 'FIELD.CORRUPT' }));
    expect(() => fieldCipher.open('rival', one, sealed)).toThrow(expect.objectContaining({ code: 'FIELD.CORRUPT' }));
  });

  it('holds a key no longer than 60 s, and for 30 s at least once prepared', async () => {
    let now = 1000;
    const { fieldCipher } = await vault.as('extraction', { now: () => now, keyCacheMs: 3_600_000 });
    const conversation = randomUUID();
    await fieldCipher.prepare('acme', [conversation]);
    const sealed = fieldCipher.seal('acme', conversation, 'x');
    now += 29_999;
    await fieldCipher.prepare('acme', [conversation]);
    now += 30_000;
    expect(fieldCipher.open('acme', conversation, sealed)).toBe('x');
    now += 1;
    expect(() => fieldCipher.open('acme', conversation, sealed)).toThrow(expect.objectContaining({ code: 'KEY.NOT_PREPARED' }));
    await fieldCipher.prepare('acme', [conversation]);
    expect(fieldCipher.open('acme', conversation, sealed)).toBe('x');
  });

  it('gives one key to services that prepare a new conversation at the same moment', async () => {
    const conversation = randomUUID();
    const crowd = await Promise.all(Array.from({ length: 6 }, () => vault.as('extraction')));
    await Promise.all(crowd.map(({ fieldCipher }) => fieldCipher.prepare('acme', [conversation])));
    const sealed = crowd.map(({ fieldCipher }, i) => fieldCipher.seal('acme', conversation, String(i)));
    expect(sealed.map((text) => crowd[0]?.fieldCipher.open('acme', conversation, text))).toEqual(['0', '1', '2', '3', '4', '5']);
  });
});

describe('grants', () => {
  const put = async (conversationId: string = randomUUID()) => (await vault.as('ingestion')).claimChecks.put({ tenantId: 'acme', conversationId, artifact: 'audio.1.wav' }, Buffer.from('sound'), 'audio/wav');

  it('open one object for a short time, counted by the database, and are stored hashed', async () => {
    const claim = await put();
    const review = await vault.as('human-review');
    const token = await review.claimChecks.grant('acme', claim, { actor: 'reviewer:dana', purpose: 'hear the moment' }, 400);
    const opened = await review.claimChecks.open(token);
    expect(opened.claim).toEqual(claim);
    expect(Buffer.concat(await opened.content.toArray() as Buffer[]).toString()).toBe('sound');
    const stored = await query<{ row: string }>(vault.adminUrl, 'select g::text as row from vault.read_grants g');
    expect(stored.some(({ row }) => row.includes(token))).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 450));
    expect(await codeOf(review.claimChecks.open(token))).toBe('CLAIM.GRANT_EXPIRED');
    const trail = (await insights.auditOf('acme', claim.uri.split('/')[3] ?? '')).map(({ action, actor, outcome }) => `${action} ${actor} ${outcome}`);
    expect(trail).toEqual(['grant reviewer:dana allowed', 'open-grant reviewer:dana allowed', 'read reviewer:dana allowed', 'open-grant reviewer:dana CLAIM.GRANT_EXPIRED']);
  });

  it('are refused when unknown, taken back with the object, and never longer than an hour', async () => {
    const claim = await put();
    const review = await vault.as('human-review');
    const dana = { actor: 'reviewer:dana', purpose: 'hear the moment' };
    expect(await codeOf(review.claimChecks.open('no-such-token'))).toBe('CLAIM.GRANT_UNKNOWN');
    expect(await codeOf(review.claimChecks.grant('acme', claim, dana, 3_600_001))).toBe('CLAIM.GRANT_TOO_LONG');
    const token = await review.claimChecks.grant('acme', claim, dana, 60_000);
    await (await vault.as('ingestion')).claimChecks.delete('acme', claim, { actor: 'retention', purpose: 'over age' });
    expect(await codeOf(review.claimChecks.open(token))).toBe('CLAIM.GRANT_UNKNOWN');
  });
});

describe('every read is audited', () => {
  it('with actor, purpose, uri, time and outcome: allowed, refused and corrupt ones', async () => {
    const ingestion = await vault.as('ingestion');
    const conversation = randomUUID();
    const claim = await ingestion.claimChecks.put({ tenantId: 'acme', conversationId: conversation, artifact: 'audio.1.wav' }, Buffer.from('sound'), 'audio/wav');
    await ingestion.claimChecks.get('acme', claim, reader);
    await codeOf(ingestion.claimChecks.get('acme', { ...claim, sha256: 'f'.repeat(64) }, reader));
    await codeOf(ingestion.claimChecks.get('rival', claim, reader));
    const trail = (await insights.auditOf('acme', conversation)).map(({ action, reference, actor, purpose, outcome }) => [action, reference, actor, purpose, outcome]);
    expect(trail).toEqual(['allowed', 'allowed', 'CLAIM.CORRUPT'].map((outcome) => ['read', claim.uri, reader.actor, reader.purpose, outcome]));
    expect((await insights.auditOf('rival', conversation)).map((entry) => entry.outcome)).toEqual(['CLAIM.WRONG_TENANT']);
  });

  it('and a read whose audit cannot be written does not happen', async () => {
    const ingestion = await vault.as('ingestion');
    const claim = await ingestion.claimChecks.put({ tenantId: 'acme', conversationId: randomUUID(), artifact: 'audio.1.wav' }, Buffer.from('sound'), 'audio/wav');
    await expect(ingestion.claimChecks.get('acme', claim, { actor: 'service:x', purpose: '' })).rejects.toThrow('purpose');
  });

  it('and nobody, the owner included, changes or removes a line', async () => {
    for (const sql of ['update vault.audit set actor = \'nobody\'', 'delete from vault.audit', 'truncate vault.audit']) {
      await expect(query(vault.adminUrl, sql)).rejects.toThrow('append-only');
    }
  });
});

it('a data key moved to another conversation, or under another master key, does not open', async () => {
  const [from, to] = [randomUUID(), randomUUID()];
  await transcription.fieldCipher.prepare('acme', [from, to]);
  await query(vault.adminUrl, 'update vault.keys set wrapped = (select wrapped from vault.keys where conversation_id = $1) where conversation_id = $2', [from, to]);
  expect(await codeOf((await vault.as('extraction')).fieldCipher.prepare('acme', [to]))).toBe('KMS.UNWRAP_FAILED');
  const stranger = await vault.as('extraction', { kms: createLocalKms({ current: randomBytes(32).toString('base64') }) });
  expect(await codeOf(stranger.fieldCipher.prepare('acme', [from]))).toBe('KMS.UNKNOWN_MASTER_KEY');
});
