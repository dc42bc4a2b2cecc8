import { createHmac } from 'node:crypto';
import { DomainError } from '@callmesh/contracts';
import { escapeLiteral } from 'pg';
import type { PartyMarks, Reader, Vault } from './claim-check.port.js';
import { openText, sealText } from './crypto/sealed-text.js';
import type { KeyRing } from './keys/key-ring.js';
import { tenantHash } from './keys/tenant-hash.js';
import { parseVaultUri, vaultUriOf } from './references.js';
import type { ValueName } from './references.js';
import type { VaultCalls } from './schema/vault-calls.js';

/**
 * Personal values by placeholder, sealed with their conversation's key.
 * @throws DomainError VAULT.DIFFERENT_VALUE from `store` when the placeholder already stands for another value,
 *   VAULT.WRONG_TENANT for another tenant's reference, VAULT.CORRUPT from `resolve` when the stored value does not open; otherwise as {@link Vault} says.
 */
export function createVault(keys: KeyRing, calls: VaultCalls): Vault {
  /** Seals a value and hands it to what writes it. */
  async function put({ tenantId, conversationId, placeholder }: ValueName, value: string, write: (sealed: Buffer, fingerprint: Buffer) => Promise<'stored' | 'differs' | 'erased'>): Promise<string> {
    const reference = vaultUriOf({ tenantId, conversationId, placeholder });
    const key = await keys.forWriting(tenantId, conversationId);
    if (key.erased) throw erased(conversationId);
    const fingerprint = createHmac('sha256', key.values.key).update(`${placeholder}\n${value}`).digest();
    const result = await write(sealText(key.values, value, placeOf({ tenantId, conversationId, placeholder })), fingerprint);
    if (result === 'erased') throw erased(conversationId);
    if (result === 'differs') throw new DomainError('VAULT.DIFFERENT_VALUE', `${placeholder} of conversation ${conversationId} already stands for another value: give this one the next number`, { conversationId, placeholder });
    return reference;
  }
  return {
    store: (tenantId, conversationId, placeholder, value, marks) =>
      put({ tenantId, conversationId, placeholder }, value, async (sealed, fingerprint) =>
        marks ? calls.putPartyValue(tenantId, conversationId, placeholder, sealed, fingerprint, ...(await hashed(keys, tenantId, marks))) : calls.putValue(tenantId, conversationId, placeholder, sealed, fingerprint),
      ),

    async storeKnown(tenantId, conversationId, type, value, parties) {
      const [, hashes] = await hashed(keys, tenantId, { parties });
      return underFirstFree(type, (placeholder) => put({ tenantId, conversationId, placeholder }, value, (sealed, fingerprint) => calls.putKnownValue(tenantId, conversationId, placeholder, sealed, fingerprint, hashes)));
    },

    async knownOf(tenantId, conversationId, besides, awaited, reader) {
      const rows = await calls.knownValuesOf(tenantId, conversationId, besides, awaited, reader);
      if (rows === null) return null;
      const key = rows.length === 0 ? undefined : await keys.forReading(tenantId, conversationId);
      if (!key || key.erased) return [];
      // One that was changed in the database is told by whoever resolves it; the others still count.
      return rows.flatMap(({ placeholder, sealed }) => {
        const value = openText(key.values, sealed, placeOf({ tenantId, conversationId, placeholder }));
        return value === null ? [] : [{ placeholder, value }];
      });
    },

    async makeRecognisable(tenantId, reference, value) {
      const { conversationId, placeholder } = ofTenant(tenantId, reference);
      await calls.putLookup(tenantId, conversationId, placeholder, (await tenantHash(keys, tenantId))(value));
    },

    async statementMarking(tenantId, conversationId, parties) {
      const hash = await tenantHash(keys, tenantId);
      const lookups = parties.map((party) => `'\\x${hash(party).toString('hex')}'::bytea`);
      return `select vault.index_parties(${escapeLiteral(tenantId)}, ${escapeLiteral(conversationId)}, array[${lookups.join(', ')}]::bytea[])`;
    },

    async recognise(tenantId, reference) {
      const { conversationId, placeholder } = ofTenant(tenantId, reference);
      return calls.lookupOf(tenantId, conversationId, placeholder);
    },

    pseudonymOf: async (tenantId, value) => `p-${(await tenantHash(keys, tenantId))(`pseudonym\n${value}`).toString('hex').slice(0, 32)}`,

    async resolve(tenantId, reference, reader) {
      const name = parseVaultUri(reference);
      if (name.tenantId !== tenantId) return refuse(calls, tenantId, reference, reader);
      const { result, sealed } = await calls.valueOf(tenantId, name.conversationId, name.placeholder, reader);
      if (result === 'VAULT.ERASED') throw erased(name.conversationId);
      if (!sealed) throw new DomainError('VAULT.NOT_FOUND', `nothing is stored under ${reference}`, { reference });
      const key = await keys.forReading(tenantId, name.conversationId);
      if (!key || key.erased) throw erased(name.conversationId);
      const value = openText(key.values, sealed, placeOf(name));
      if (value !== null) return value;
      await calls.recordAccess(tenantId, 'resolve', reference, reader, 'VAULT.CORRUPT');
      throw new DomainError('VAULT.CORRUPT', `the value under ${reference} does not open with its conversation's key: it was changed or moved`, { reference });
    },

    recordRefusal: (tenantId, action, reference, reader, code) => calls.recordAccess(tenantId, action, reference, reader, code),
  };
}

/** The vault keeps one value per placeholder: another value of the same type gets the next number. */
export async function underFirstFree<T>(type: string, store: (placeholder: string) => Promise<T>): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await store(`[${type}_${number}]`);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'VAULT.DIFFERENT_VALUE') throw error;
    }
  }
}

async function hashed(keys: KeyRing, tenantId: string, { recognisable, parties }: PartyMarks): Promise<[lookup: Buffer | null, parties: Buffer[]]> {
  const hash = await tenantHash(keys, tenantId);
  return [recognisable === undefined ? null : hash(recognisable), parties.map(hash)];
}

function ofTenant(tenantId: string, reference: string): ValueName {
  const name = parseVaultUri(reference);
  if (name.tenantId !== tenantId) throw new DomainError('VAULT.WRONG_TENANT', `the reference belongs to another tenant than ${tenantId}`, { tenantId });
  return name;
}

const placeOf = ({ tenantId, conversationId, placeholder }: ValueName): Buffer => Buffer.from(`value\n${tenantId}\n${conversationId}\n${placeholder}`);

const erased = (conversationId: string): DomainError => new DomainError('VAULT.ERASED', `conversation ${conversationId} was erased: its values cannot be read any more`, { conversationId });

async function refuse(calls: VaultCalls, tenantId: string, reference: string, reader: Reader): Promise<never> {
  await calls.recordAccess(tenantId, 'resolve', reference, reader, 'VAULT.WRONG_TENANT');
  throw new DomainError('VAULT.WRONG_TENANT', `the reference belongs to another tenant than ${tenantId}`, { tenantId });
}
