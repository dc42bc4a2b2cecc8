import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { DomainError } from '@callmesh/contracts';
import type { ClaimCheck } from '@callmesh/contracts';
import type { ClaimChecks, ObjectName, Reader } from '../claim-check.port.js';
import { BrokenObject, openObject, sealObject } from '../crypto/sealed-object.js';
import type { KeyRing, LiveKey } from '../keys/key-ring.js';
import { claimUriOf, parseClaimUri } from '../references.js';
import type { VaultCalls } from '../schema/vault-calls.js';
import type { ObjectStore } from './object-store.port.js';
import { Measure, verified } from './verified.js';

/** Grants are for a player that is about to start, not for keeping. */
const MAX_GRANT_MS = 60 * 60 * 1000;

/** What {@link SealedClaimChecks} stands on. */
export interface ClaimCheckParts {
  readonly objects: ObjectStore;
  readonly keys: KeyRing;
  readonly vault: VaultCalls;
}

/** The claim-check port over any object store: sealing, verifying, tenant checks, audit and grants are the same for all. */
export class SealedClaimChecks implements ClaimChecks {
  readonly #objects: ObjectStore;
  readonly #keys: KeyRing;
  readonly #vault: VaultCalls;

  constructor({ objects, keys, vault }: ClaimCheckParts) {
    this.#objects = objects;
    this.#keys = keys;
    this.#vault = vault;
  }

  async put(name: ObjectName, content: Buffer | Readable, mediaType: string): Promise<ClaimCheck> {
    const uri = claimUriOf(name);
    const key = await this.#keys.forWriting(name.tenantId, name.conversationId);
    if (key.erased) throw erased(uri);
    const measure = new Measure();
    await this.#objects.write(name, sealObject(measure.through(content), { keyId: key.keyId, key: key.objects, uri }));
    return { uri, ...measure.result(), mediaType };
  }

  async get(tenantId: string, claim: ClaimCheck, reader: Reader): Promise<Buffer> {
    const blocks: Buffer[] = [];
    for await (const block of await this.stream(tenantId, claim, reader)) blocks.push(block as Buffer);
    return Buffer.concat(blocks);
  }

  stream(tenantId: string, claim: ClaimCheck, reader: Reader): Promise<Readable> {
    return this.#audited(tenantId, 'read', claim.uri, reader, (name) => this.#read(name, claim, reader));
  }

  async grant(tenantId: string, claim: ClaimCheck, reader: Reader, ttlMs: number): Promise<string> {
    if (!(ttlMs > 0 && ttlMs <= MAX_GRANT_MS)) throw new DomainError('CLAIM.GRANT_TOO_LONG', `a grant lives between 1 ms and ${MAX_GRANT_MS} ms, not ${ttlMs}`, { ttlMs });
    const { tenantId: owner } = parseClaimUri(claim.uri);
    if (owner !== tenantId) return this.#refuse(tenantId, 'grant', claim.uri, reader, wrongTenant(tenantId));
    const token = randomBytes(32).toString('base64url');
    await this.#vault.addGrant(tenantId, hashOf(token), claim, reader, Math.ceil(ttlMs));
    return token;
  }

  async open(token: string): Promise<{ claim: ClaimCheck; content: Readable }> {
    const grant = await this.#vault.openGrant(hashOf(token));
    if (!grant) throw new DomainError('CLAIM.GRANT_UNKNOWN', 'this grant was never given, or was taken back: ask for a new one');
    if (grant.result !== 'allowed') throw new DomainError('CLAIM.GRANT_EXPIRED', 'this grant is over: ask for a new one');
    const { claim, tenant, actor, purpose } = grant;
    return { claim, content: await this.stream(tenant, claim, { actor, purpose }) };
  }

  async delete(tenantId: string, claim: ClaimCheck, reader: Reader): Promise<void> {
    await this.#audited(tenantId, 'delete', claim.uri, reader, async (name) => {
      await this.#vault.revokeGrants(tenantId, claim.uri);
      await this.#objects.remove(name);
    });
  }

  /** The audit is written before anything is handed out or done; a failure adds a line with its code. */
  async #audited<T>(tenantId: string, action: string, uri: string, reader: Reader, work: (name: ObjectName) => Promise<T>): Promise<T> {
    const name = parseClaimUri(uri);
    if (name.tenantId !== tenantId) return this.#refuse(tenantId, action, uri, reader, wrongTenant(tenantId));
    await this.#vault.recordAccess(tenantId, action, uri, reader, 'allowed');
    try {
      return await work(name);
    } catch (error) {
      if (error instanceof DomainError) return this.#refuse(tenantId, action, uri, reader, error);
      throw error;
    }
  }

  async #refuse(tenantId: string, action: string, uri: string, reader: Reader, error: DomainError): Promise<never> {
    await this.#vault.recordAccess(tenantId, action, uri, reader, error.code);
    throw error;
  }

  async #read(name: ObjectName, claim: ClaimCheck, reader: Reader): Promise<Readable> {
    const key = await this.#keys.forReading(name.tenantId, name.conversationId);
    if (key?.erased) throw erased(claim.uri);
    const sealed = key && (await this.#objects.read(name));
    if (!key || !sealed) throw new DomainError('CLAIM.NOT_FOUND', `nothing is stored under ${claim.uri}: it was never stored, or its retention is over`, { uri: claim.uri });
    const content = Readable.from(this.#opened(sealed, key, name, claim, reader), { objectMode: false, highWaterMark: 0 });
    content.once('close', () => sealed.destroy());
    return content;
  }

  async *#opened(sealed: Readable, key: LiveKey, name: ObjectName, claim: ClaimCheck, reader: Reader): AsyncGenerator<Buffer> {
    try {
      yield* verified(openObject(sealed, { keyId: key.keyId, key: key.objects, uri: claim.uri }), claim);
    } catch (error) {
      if (!(error instanceof BrokenObject)) throw error;
      const told = new DomainError('CLAIM.CORRUPT', `${claim.uri} is not what was stored: ${error.message}; if it stays so, restore it from a backup`, { uri: claim.uri });
      // It may have been broken on its way and not where it lies: reading it again may help.
      const corrupt = Object.assign(told, { transient: true });
      await this.#refuse(name.tenantId, 'read', claim.uri, reader, corrupt);
    }
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
const erased = (uri: string): DomainError => new DomainError('CLAIM.ERASED', `${uri} belongs to a conversation that was erased`, { uri });
const wrongTenant = (tenantId: string): DomainError => new DomainError('CLAIM.WRONG_TENANT', `the claim check belongs to another tenant than ${tenantId}`, { tenantId });
