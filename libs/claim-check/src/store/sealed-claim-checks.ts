import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DomainError } from '@callmesh/contracts';
import type { ClaimCheck } from '@callmesh/contracts';
import type { ByteRange, ClaimChecks, ObjectName, Reader } from '../claim-check.port.js';
import { BrokenObject, FRAME_BYTES, framesOf, HEADER_BYTES, openFrames, openObject, sealObject, type FrameRange, type ObjectKey } from '../crypto/sealed-object.js';
import type { KeyRing } from '../keys/key-ring.js';
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

  stream(tenantId: string, claim: ClaimCheck, reader: Reader, range?: ByteRange): Promise<Readable> {
    return this.#audited(tenantId, 'read', claim.uri, reader, (name) => this.#read(name, claim, reader, range));
  }

  async grant(tenantId: string, claim: ClaimCheck, reader: Reader, ttlMs: number): Promise<string> {
    if (!(ttlMs > 0 && ttlMs <= MAX_GRANT_MS)) throw new DomainError('CLAIM.GRANT_TOO_LONG', `a grant lives between 1 ms and ${MAX_GRANT_MS} ms, not ${ttlMs}`, { ttlMs });
    const { tenantId: owner } = parseClaimUri(claim.uri);
    if (owner !== tenantId) return this.#refuse(tenantId, 'grant', claim.uri, reader, wrongTenant(tenantId));
    const token = randomBytes(32).toString('base64url');
    await this.#vault.addGrant(tenantId, hashOf(token), claim, reader, Math.ceil(ttlMs));
    return token;
  }

  async open(token: string, rangeOf: (claim: ClaimCheck) => ByteRange | undefined = () => undefined): Promise<{ claim: ClaimCheck; content: Readable }> {
    const grant = await this.#vault.openGrant(hashOf(token));
    if (!grant) throw new DomainError('CLAIM.GRANT_UNKNOWN', 'this grant was never given, or was taken back: ask for a new one');
    if (grant.result !== 'allowed') throw new DomainError('CLAIM.GRANT_EXPIRED', 'this grant is over: ask for a new one');
    const { claim, tenant, actor, purpose } = grant;
    return { claim, content: await this.stream(tenant, claim, { actor, purpose }, rangeOf(claim)) };
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

  async #read(name: ObjectName, claim: ClaimCheck, reader: Reader, range?: ByteRange): Promise<Readable> {
    const key = await this.#keys.forReading(name.tenantId, name.conversationId);
    if (key?.erased) throw erased(claim.uri);
    const target = key && { keyId: key.keyId, key: key.objects, uri: claim.uri };
    const frames = range && framesOf(range, claim.bytes);
    const sealed = key && (await this.#objects.read(name, frames?.sealed));
    if (!target || !sealed) throw new DomainError('CLAIM.NOT_FOUND', `nothing is stored under ${claim.uri}: it was never stored, or its retention is over`, { uri: claim.uri });
    const clear = range && frames ? this.#part(sealed, target, name, range, frames) : verified(openObject(sealed, target), claim);
    const content = Readable.from(this.#opened(clear, name, claim, reader), { objectMode: false, highWaterMark: 0 });
    content.once('close', () => sealed.destroy());
    return content;
  }

  async *#part(sealed: Readable, target: ObjectKey, name: ObjectName, { from, to }: ByteRange, frames: FrameRange): AsyncGenerator<Buffer> {
    const header = await this.#objects.read(name, { from: 0, to: HEADER_BYTES });
    let at = frames.first * FRAME_BYTES;
    for await (const frame of openFrames(header ? await buffer(header) : Buffer.alloc(0), sealed, frames, target)) {
      const wanted = frame.subarray(Math.max(0, from - at), Math.max(0, to - at));
      at += frame.length;
      if (wanted.length > 0) yield wanted;
    }
  }

  async *#opened(clear: AsyncIterable<Buffer>, name: ObjectName, claim: ClaimCheck, reader: Reader): AsyncGenerator<Buffer> {
    try {
      yield* clear;
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
