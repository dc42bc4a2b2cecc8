import { randomBytes, randomUUID } from 'node:crypto';
import { deriveKey, KEY_BYTES } from '../crypto/aead.js';
import { uuidBytes, type TextKey } from '../crypto/sealed-text.js';
import type { Kms } from '../kms.port.js';
import type { KeyRow, NewKeyRow, VaultCalls } from '../schema/vault-calls.js';
import { wrapContext } from './wrap-context.js';

/** A conversation's keys, one per use; `erased` once its key was destroyed. */
export type ConversationKey = LiveKey | { readonly erased: true };

/** Keys derived from the data key, so that the uses never share a nonce. */
interface LiveKey {
  readonly erased: false;
  /** UUID of the data key. */
  readonly keyId: string;
  readonly fields: TextKey;
  /** What sealed fields of the conversation are bound to. */
  readonly fieldPlace: Buffer;
  readonly values: TextKey;
  readonly objects: Buffer;
}

interface Cached {
  readonly key: ConversationKey;
  readonly until: number;
}

/** How long a key may stay in memory, ms. A destroyed key is gone from every process after that. */
const MAX_CACHE_MS = 60_000;
/** Fewer entries than this are swept by age alone. */
const MAX_CACHED = 10_000;

const NO_SALT = Buffer.alloc(0);
const ERASED_KEY: ConversationKey = { erased: true };

/** Settings of a {@link KeyRing}. */
export interface KeyRingOptions {
  readonly kms: Kms;
  readonly vault: VaultCalls;
  /** ms; at most, and by default, 60,000. */
  readonly cacheMs?: number;
  /** Monotonic milliseconds; tests turn it by hand. */
  readonly now?: () => number;
  /** Told of each data key that was unwrapped. */
  readonly onUnwrapped?: (tenantId: string) => void;
}

/** Data keys of conversations: made on first use, wrapped by the master key, kept in memory for a minute at most. */
export class KeyRing {
  readonly #kms: Kms;
  readonly #vault: VaultCalls;
  readonly #cacheMs: number;
  readonly #now: () => number;
  readonly #onUnwrapped: (tenantId: string) => void;
  readonly #cache = new Map<string, Cached>();
  readonly #sweeper: NodeJS.Timeout;

  constructor({ kms, vault, cacheMs = MAX_CACHE_MS, now = () => performance.now(), onUnwrapped = () => undefined }: KeyRingOptions) {
    this.#kms = kms;
    this.#vault = vault;
    this.#cacheMs = Math.min(cacheMs, MAX_CACHE_MS);
    this.#now = now;
    this.#onUnwrapped = onUnwrapped;
    this.#sweeper = setInterval(() => this.#sweep(), this.#cacheMs / 2);
    this.#sweeper.unref();
  }

  /** The cached key, or undefined when it was never prepared or its time is over. */
  cached(tenantId: string, conversationId: string): ConversationKey | undefined {
    const entry = this.#cache.get(cacheKey(tenantId, conversationId));
    return entry && entry.until > this.#now() ? entry.key : undefined;
  }

  /** The keys, made where there are none; each stays cached for half of the cache's time at least. */
  async prepare(tenantId: string, conversationIds: readonly string[]): Promise<void> {
    const soon = this.#now() + this.#cacheMs / 2;
    const wanted = [...new Set(conversationIds)].filter((id) => (this.#cache.get(cacheKey(tenantId, id))?.until ?? 0) <= soon);
    if (wanted.length === 0) return;
    const until = this.#now() + this.#cacheMs;
    const found = await this.#vault.findKeys(tenantId, wanted);
    const known = new Set(found.map((row) => row.conversation));
    const missing = wanted.filter((id) => !known.has(id));
    const added = missing.length > 0 ? await this.#vault.addKeys(tenantId, await Promise.all(missing.map((id) => this.#newKey(tenantId, id)))) : [];
    await Promise.all([...found, ...added].map((row) => this.#keep(tenantId, row, until)));
  }

  /** The key to seal with, made on first use. */
  async forWriting(tenantId: string, conversationId: string): Promise<ConversationKey> {
    const cached = this.cached(tenantId, conversationId);
    if (cached) return cached;
    await this.prepare(tenantId, [conversationId]);
    const prepared = this.cached(tenantId, conversationId);
    if (!prepared) throw new Error(`the key of conversation ${conversationId} was not kept: the clock of its cache runs wild`);
    return prepared;
  }

  /** The key to open with; undefined when the conversation has none, and none is made. */
  async forReading(tenantId: string, conversationId: string): Promise<ConversationKey | undefined> {
    const cached = this.cached(tenantId, conversationId);
    if (cached) return cached;
    const until = this.#now() + this.#cacheMs;
    const [row] = await this.#vault.findKeys(tenantId, [conversationId]);
    return row && this.#keep(tenantId, row, until);
  }

  /** Drops a key from memory at once, after it was destroyed. */
  forget(tenantId: string, conversationId: string): void {
    this.#cache.delete(cacheKey(tenantId, conversationId));
  }

  close(): void {
    clearInterval(this.#sweeper);
    this.#cache.clear();
  }

  async #newKey(tenantId: string, conversation: string): Promise<NewKeyRow> {
    const id = randomUUID();
    const dataKey = randomBytes(KEY_BYTES);
    const { masterKeyId, wrapped } = await this.#kms.wrap(dataKey, wrapContext(tenantId, conversation, id));
    dataKey.fill(0);
    return { conversation, id, master: masterKeyId, wrapped };
  }

  async #keep(tenantId: string, row: KeyRow, until: number): Promise<ConversationKey> {
    const key = await this.#unwrap(tenantId, row);
    if (this.#cache.size >= MAX_CACHED) this.#sweep();
    const [oldest] = this.#cache.keys();
    if (this.#cache.size >= MAX_CACHED && oldest !== undefined) this.#cache.delete(oldest);
    const name = cacheKey(tenantId, row.conversation);
    this.#cache.delete(name);
    this.#cache.set(name, { key, until });
    return key;
  }

  async #unwrap(tenantId: string, { conversation, id, master, wrapped_key: wrapped }: KeyRow): Promise<ConversationKey> {
    if (master === null || wrapped === null) return ERASED_KEY;
    const dataKey = await this.#kms.unwrap({ masterKeyId: master, wrapped }, wrapContext(tenantId, conversation, id));
    this.#onUnwrapped(tenantId);
    const use = (name: string): Buffer => deriveKey(dataKey, NO_SALT, `callmesh ${name} 1`);
    const text = (name: string): TextKey => ({ id: uuidBytes(id), key: use(name) });
    const fieldPlace = Buffer.from(`field\n${tenantId}\n${conversation}`);
    const key = { erased: false as const, keyId: id, fields: text('fields'), fieldPlace, values: text('values'), objects: use('objects') };
    dataKey.fill(0);
    return key;
  }

  #sweep(): void {
    const now = this.#now();
    for (const [name, { until }] of this.#cache) if (until <= now) this.#cache.delete(name);
  }
}

const cacheKey = (tenantId: string, conversationId: string): string => `${tenantId}\n${conversationId}`;
