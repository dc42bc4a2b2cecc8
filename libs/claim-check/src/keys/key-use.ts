import type { VaultCalls } from '../schema/vault-calls.js';

const EVERY_MS = 60_000;

/**
 * How many data keys this process has unwrapped, told to the audit once a minute and at its end: one line a tenant, because a line for each
 * would be as many as there are reads, which have lines of their own.
 */
export class KeyUse {
  readonly #vault: Pick<VaultCalls, 'recordAccess'>;
  readonly #timer: NodeJS.Timeout;
  #counts = new Map<string, number>();

  constructor(vault: Pick<VaultCalls, 'recordAccess'>) {
    this.#vault = vault;
    this.#timer = setInterval(() => void this.#tell(), EVERY_MS).unref();
  }

  unwrapped(tenantId: string): void {
    this.#counts.set(tenantId, (this.#counts.get(tenantId) ?? 0) + 1);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#tell();
  }

  async #tell(): Promise<void> {
    const counts = this.#counts;
    this.#counts = new Map();
    for (const [tenantId, count] of counts) {
      await this.#vault.recordAccess(tenantId, 'unwrap', `keys://${tenantId}`, { actor: 'key-cache', purpose: `open ${count} conversation keys` }, 'allowed').catch(() => {
        // The database is away: the next minute tells them.
        this.#counts.set(tenantId, (this.#counts.get(tenantId) ?? 0) + count);
      });
    }
  }
}
