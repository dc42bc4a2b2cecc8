import { randomBytes, randomUUID } from 'node:crypto';
import type { ClaimCheck } from '@callmesh/contracts';
import { createAudit } from '../audit/create-audit.js';
import { verifyAudit } from '../audit/verify-audit.js';
import type { Reader } from '../claim-check.port.js';
import type { ClaimCheckServices } from '../create-claim-checks.js';
import type { Kms } from '../kms.port.js';
import { createLocalKms, masterKeyIdOf, type LocalMasterKeys } from '../local-kms.adapter.js';
import { createRenewingKms } from '../renewing-kms.js';
import { codeOf } from '../testing/claim-check.contract.js';
import { provisionedVault, type ProvisionedVault } from '../testing/provisioned-vault.js';
import { query } from '../testing/query.js';
import { masterKeyUse, rotateMasterKey } from './rotate-master-key.js';

const reader: Reader = { actor: 'service:transcription', purpose: 'test' };
const newKey = (): string => randomBytes(32).toString('base64');
const [former, next] = [newKey(), newKey()];
const both = createLocalKms({ current: next, previous: [former] });
let vault: ProvisionedVault;

beforeEach(async () => {
  vault = await provisionedVault();
});
afterEach(() => vault.drop());

const put = async (services: ClaimCheckServices, conversationId: string = randomUUID()): Promise<ClaimCheck> => {
  await services.vault.store('acme', conversationId, '[PHONE_1]', conversationId);
  return services.claimChecks.put({ tenantId: 'acme', conversationId, artifact: 'audio.1.wav' }, Buffer.from(conversationId), 'audio/wav');
};
const isWhole = async (services: ClaimCheckServices, claim: ClaimCheck): Promise<boolean> => claim.uri.includes((await services.claimChecks.get('acme', claim, reader)).toString());
const underFormer = async (): Promise<number> => (await masterKeyUse(vault.adminUrl)).find(({ masterKeyId }) => masterKeyId === masterKeyIdOf(former))?.keys ?? 0;

/** A service whose configured master keys can be replaced while it runs, and that keeps a data key for a few readings of its clock. */
async function service(configured: () => LocalMasterKeys): Promise<ClaimCheckServices> {
  const kms: Kms = createRenewingKms(createLocalKms(configured()), { load: () => Promise.resolve(createLocalKms(configured())), onError: () => undefined });
  let clock = 0;
  return vault.as('transcription', { kms, keyCacheMs: 30, now: () => (clock += 1) });
}

describe('rotating the master key', () => {
  it('loses nothing under load: services read and write on, and everything opens when the former key is gone', async () => {
    let configured: LocalMasterKeys = { current: former };
    const services = await Promise.all([service(() => configured), service(() => configured)]);
    const claims: ClaimCheck[] = [];
    for (let n = 0; n < 30; n += 1) claims.push(await put(services[n % 2] as ClaimCheckServices));
    const audit = createAudit({ url: vault.adminUrl, kms: createLocalKms({ current: former }) });
    await audit.seal();
    await audit.close();

    let rotating = true;
    const load = services.map(async (one) => {
      let done = 0;
      while (rotating || done < 5) {
        claims.push(await put(one));
        expect(await isWhole(one, claims[done % claims.length] as ClaimCheck)).toBe(true);
        done += 1;
      }
    });
    // The services have the new key before anything is under it, and look for it when they meet that.
    const kms: Kms = {
      ...both,
      wrap(dataKey, context) {
        configured = { current: next, previous: [former] };
        return both.wrap(dataKey, context);
      },
    };
    await rotateMasterKey({ adminUrl: vault.adminUrl, kms, actor: 'test', batch: 7 });
    rotating = false;
    await Promise.all(load);
    await rotateMasterKey({ adminUrl: vault.adminUrl, kms: both, actor: 'test' });

    expect(await underFormer()).toBe(0);
    const after = await vault.as('transcription', { kms: createLocalKms({ current: next }) });
    for (const claim of claims) expect(await isWhole(after, claim)).toBe(true);
    const later = createAudit({ url: vault.adminUrl, kms: createLocalKms({ current: next }) });
    while ((await later.gap()).entries > 0) await later.seal();
    expect(await verifyAudit(later.source('acme'), { now: Date.now() })).toMatchObject({ intact: true });
    expect((await later.list('acme', { limit: 1, action: 'rewrap' }))[0]).toMatchObject({ actor: 'test', outcome: 'allowed', reference: `keys://acme/${masterKeyIdOf(next)}` });
    await later.close();
  });

  it('outlives the loss of its connection, and goes on where it was cut off', async () => {
    const services = await vault.as('transcription', { kms: createLocalKms({ current: former }) });
    for (let n = 0; n < 12; n += 1) await put(services);
    let isCut = false;
    const failing: Kms = {
      wrap: both.wrap,
      async unwrap(key, context) {
        // By a connection of another name: the keys of a batch are unwrapped side by side, and only the rotation's own is to be lost.
        const [row] = await query<{ n: number }>(vault.adminUrl, 'select count(*)::int as n from vault.keys where master_key_id = $1', [masterKeyIdOf(former)]);
        const left = row?.n;
        const cutsNow = left === 8 && !isCut;
        isCut ||= cutsNow;
        if (cutsNow) await query(vault.adminUrl, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'callmesh-rotate-master' and datname = current_database() and state = 'idle'");
        if (left === 4) throw new Error('killed on purpose');
        return both.unwrap(key, context);
      },
    };
    const cut = rotateMasterKey({ adminUrl: vault.adminUrl, kms: failing, actor: 'test', batch: 4 });
    await expect(cut).rejects.toThrow('killed on purpose');
    const left = await underFormer();
    expect(left).toBe(4);
    expect(await rotateMasterKey({ adminUrl: vault.adminUrl, kms: both, actor: 'test', batch: 4 })).toMatchObject({ rewrapped: left, use: [{ masterKeyId: masterKeyIdOf(next), keys: 12 }] });
  });

  it('brings no key back that was destroyed meanwhile', async () => {
    const services = await vault.as('ingestion', { kms: createLocalKms({ current: former }) });
    const conversationId = randomUUID();
    await services.fieldCipher.prepare('acme', [conversationId]);
    const erasing: Kms = {
      wrap: both.wrap,
      async unwrap(key, context) {
        await services.erasure.destroyKey('acme', conversationId, reader);
        return both.unwrap(key, context);
      },
    };
    expect(await rotateMasterKey({ adminUrl: vault.adminUrl, kms: erasing, actor: 'test' })).toMatchObject({ rewrapped: 0, use: [] });
    const [row] = await query<{ wrapped: Buffer | null }>(vault.adminUrl, 'select wrapped from vault.keys where conversation_id = $1', [conversationId]);
    expect(row?.wrapped).toBeNull();
  });

  it('is refused without the key that wrapped, and changes nothing', async () => {
    await put(await vault.as('transcription', { kms: createLocalKms({ current: former }) }));
    expect(await codeOf(rotateMasterKey({ adminUrl: vault.adminUrl, kms: createLocalKms({ current: next }), actor: 'test' }))).toBe('KMS.UNKNOWN_MASTER_KEY');
    expect(await underFormer()).toBe(1);
  });

  it('is no service\'s to do', async () => {
    await expect(query(await vault.appUrl('ingestion'), 'select * from vault.keys_not_under($1, $2, $3)', ['x', randomUUID(), 1])).rejects.toMatchObject({ code: '42501' });
  });
});
