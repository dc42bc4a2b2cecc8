import type { Readable } from 'node:stream';
import type { ClaimCheck } from '@callmesh/contracts';

/** Who reads and why; written to the audit. */
export interface Reader {
  /** Role or service, e.g. `service:transcription`, `reviewer:dana`. */
  readonly actor: string;
  readonly purpose: string;
}

/** Where an object lives. */
export interface ObjectName {
  readonly tenantId: string;
  readonly conversationId: string;
  /** e.g. `original.1`, `audio.1.wav`, `transcript.1.json`; `[a-z0-9.-]+`. */
  readonly artifact: string;
}

/** Bytes of an object, 0-based: from `from` up to and without `to`. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Encrypted objects behind references. Every object is sealed with its conversation's key (AES-256-GCM). */
export interface ClaimChecks {
  /** Durable when it resolves. Writing the same name again replaces it. Streams: nothing is held in memory. */
  put(name: ObjectName, content: Buffer | Readable, mediaType: string): Promise<ClaimCheck>;
  /** Verified against `sha256` before the last byte is handed out. @throws DomainError CLAIM.NOT_FOUND, CLAIM.CORRUPT, CLAIM.ERASED, CLAIM.WRONG_TENANT */
  get(tenantId: string, claim: ClaimCheck, reader: Reader): Promise<Buffer>;
  /**
   * The same as a stream; it errors at the end when the hash does not match.
   * @param range only these bytes: no more is read than the frames they lie in, each of which is verified by its own tag.
   */
  stream(tenantId: string, claim: ClaimCheck, reader: Reader, range?: ByteRange): Promise<Readable>;
  /** A short-lived grant to read one object without a role. Returns an opaque token. */
  grant(tenantId: string, claim: ClaimCheck, reader: Reader, ttlMs: number): Promise<string>;
  /**
   * Opens a grant.
   * @param rangeOf the bytes that are wanted, once it is known what the grant is for; undefined: all.
   * @throws DomainError CLAIM.GRANT_EXPIRED, CLAIM.GRANT_UNKNOWN
   */
  open(token: string, rangeOf?: (claim: ClaimCheck) => ByteRange | undefined): Promise<{ claim: ClaimCheck; content: Readable }>;
  delete(tenantId: string, claim: ClaimCheck, reader: Reader): Promise<void>;
}

/** By what a stored value's owner is found. Only keyed hashes of it are kept, and they go with the conversation. */
export interface PartyMarks {
  /** Forms of whoever took part, from `partyForms`: the conversation is found by each. */
  readonly parties: readonly string[];
  /** As of {@link Vault.makeRecognisable}, in the same step. */
  readonly recognisable?: string;
}

/** A value that is known of a call before a word of it is read. */
export interface KnownValue {
  readonly placeholder: string;
  readonly value: string;
}

/** Type under which it is known of a call that the CRM was asked who called: its value names the contacts, `none` where there is none. */
export const CRM_CONTACT = 'CRM_CONTACT';

/** Personal values of a conversation, by placeholder, sealed with its key. */
export interface Vault {
  /** @returns the reference `vault://<tenant>/<conversation>/<placeholder>`. The same placeholder may be written again with the same value. */
  store(tenantId: string, conversationId: string, placeholder: string, value: string, marks?: PartyMarks): Promise<string>;
  /**
   * Lets a stored value be recognised when it comes again: keeps a hash of it under a key of the tenant's own, from which nobody can tell the value.
   * Goes with the value at erasure.
   */
  makeRecognisable(tenantId: string, reference: string, value: string): Promise<void>;
  /**
   * Lets a conversation be found by who took part in it, as {@link PartyMarks.parties}; nothing happens once it is erased.
   * @returns the statement that does it, without parameters, for the caller's own transaction: it costs no round trip there.
   */
  statementMarking(tenantId: string, conversationId: string, parties: readonly string[]): Promise<string>;
  /** The same bytes for the same value over all conversations of a tenant; null when it was not made recognisable, or is erased. */
  recognise(tenantId: string, reference: string): Promise<Buffer | null>;
  /** A name for a value, the same whenever the tenant meets that value, from which nobody can tell it without the tenant's key: `p-` and 32 hexadecimal digits. */
  pseudonymOf(tenantId: string, value: string): Promise<string>;
  /**
   * Keeps a value that is known of a call from elsewhere (its metadata, the CRM), under the first free number of its type: whoever redacts the call asks for it.
   * @returns its reference.
   */
  storeKnown(tenantId: string, conversationId: string, type: string, value: string, parties: readonly string[]): Promise<string>;
  /**
   * What {@link storeKnown} has kept of a call, and the value of one more placeholder. Audited, each value by itself. Nothing of a conversation that was erased.
   * @param besides a placeholder of the conversation, as that of the caller's number.
   * @param awaited a placeholder that says that all is known: while it is not there nothing is read.
   * @returns null while the awaited one is not there.
   */
  knownOf(tenantId: string, conversationId: string, besides: string | null, awaited: string | null, reader: Reader): Promise<KnownValue[] | null>;
  /** Audited. @throws DomainError VAULT.NOT_FOUND, VAULT.ERASED, VAULT.WRONG_TENANT */
  resolve(tenantId: string, reference: string, reader: Reader): Promise<string>;
  /** Writes to the audit that somebody was refused before the vault was asked: `action` is what was wanted, `code` why not. */
  recordRefusal(tenantId: string, action: 'resolve' | 'grant', reference: string, reader: Reader, code: string): Promise<void>;
}

/** Opens and seals personal fields of events; data keys are cached ≤ 60 s. */
export interface FieldCipher {
  /** Must run before `seal` for a conversation; creates its key on first use. */
  prepare(tenantId: string, conversationIds: readonly string[]): Promise<void>;
  /** @returns base64 of key id, IV, ciphertext and tag. Synchronous: the key must be prepared. */
  seal(tenantId: string, conversationId: string, clear: string): string;
  /** @returns the clear text, or `[ERASED]` when the key is gone. */
  open(tenantId: string, conversationId: string, sealed: string): string;
}

export const CLAIM_CHECKS = Symbol('ClaimChecks');
export const VAULT = Symbol('Vault');
export const FIELD_CIPHER = Symbol('FieldCipher');
