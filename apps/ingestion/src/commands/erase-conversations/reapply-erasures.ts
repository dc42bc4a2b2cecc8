import { randomUUID } from 'node:crypto';
import { ERASURE, RECEIPT_SIGNER, type CurrentSigner, type Erasure, type LedgerEntry } from '@callmesh/claim-check';
import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { rootLogger } from '@callmesh/service-defaults';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { readErasures } from '../../adapters/tables/erasures-table.js';
import { askForErasure } from './erasure-request.js';

/** So often a new master key is looked for, and what failed is tried again. */
const LOOK_MS = 60_000;
const READER = { actor: 'service:ingestion', purpose: 'erase again what the ledger names: this database was restored from before' };

/** An erasure that this database did not know of. */
export interface Reapplied {
  readonly erasureId: string;
  readonly tenantId: string;
  readonly conversations: number;
}

/** Erases again what the ledger names and this database does not know to be erased: it was restored from a backup. */
@Injectable()
export class ReapplyErasures implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private signedWith: string | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ERASURE) private readonly erasure: Erasure,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(RECEIPT_SIGNER) private readonly signer: CurrentSigner,
  ) {}

  /** Before anything is served: what is to be erased cannot be opened any more by then. */
  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** What a former master key signed is signed anew as well, before that key is dropped. @throws DomainError ERASURE.LEDGER_FORGED, and those of the object store. */
  async apply(): Promise<Reapplied[]> {
    const { publicKey } = await this.signer();
    const reapplied = await this.reapply();
    await this.erasure.ledger.signAnew();
    this.signedWith = publicKey;
    return reapplied;
  }

  /** At the start, after a rotation of the master key, and again what failed. */
  private async look(): Promise<void> {
    try {
      const { publicKey } = await this.signer();
      if (publicKey !== this.signedWith) await this.apply();
    } catch (error) {
      rootLogger().error({ err: error }, 'the ledger of erasures could not be applied: should this database be restored from a backup, erased calls may be readable; it is tried again');
    }
  }

  private async reapply(): Promise<Reapplied[]> {
    const reapplied: Reapplied[] = [];
    for (const entry of await this.erasure.ledger.entries()) {
      if (await this.isKnown(entry)) continue;
      await this.again(entry);
      const { erasureId, tenantId, conversations } = entry;
      reapplied.push({ erasureId, tenantId, conversations: conversations.length });
      rootLogger().warn({ erasureId, tenantId, conversations: conversations.length }, 'this database was restored from before an erasure: it is carried out again');
    }
    return reapplied;
  }

  private async isKnown({ tenantId, erasureId, conversations }: LedgerEntry): Promise<boolean> {
    const [record] = await this.db.transaction(tenantId, (tx) => readErasures(tx, erasureId));
    if (!record) return false;
    // One that is under way goes on by itself; of one that is done no key may be left.
    if (record.state === 'running') return true;
    const fates = await this.erasure.keyFates(tenantId, conversations);
    return conversations.every((id) => fates.some(({ conversation, destroyed }) => conversation === id && destroyed !== null));
  }

  private async again({ tenantId, erasureId, askedAt, conversations }: LedgerEntry): Promise<void> {
    for (const conversationId of conversations) await this.erasure.destroyKey(tenantId, conversationId, READER);
    await this.db.transaction(tenantId, async (tx) => {
      await askForErasure(tx, this.jobs, { id: erasureId, askedBy: 'ledger', reason: 'named by the ledger of erasures', personKind: null, askedAt }, conversations, randomUUID());
    });
  }
}
