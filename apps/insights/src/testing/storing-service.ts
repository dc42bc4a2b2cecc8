import { CLAIM_CHECKS, VAULT, type ClaimChecks, type Vault } from '@callmesh/claim-check';
import type { ClaimCheck } from '@callmesh/contracts';
import { DATABASE, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import { defineService, Public } from '@callmesh/service-defaults';
import { Controller, Inject, Param, Post } from '@nestjs/common';
import { lifeOfACall } from './life-of-a-call.js';

/** What the service below has stored of a call. */
export interface StoredCall {
  readonly conversationId: string;
  /** `vault://…/[PHONE_1]` */
  readonly phone: string;
  readonly transcript: ClaimCheck;
  readonly original: ClaimCheck;
}

export const PHONE = '+1 555 0199 321';
export const TRANSCRIPT = '{"utterances":[]}';

@Controller('stored-calls')
class StoredCallsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  @Post(':name')
  @Public()
  async keep(@Param('name') name: string): Promise<StoredCall> {
    const { events } = lifeOfACall({ name, tenantId: 'acme' });
    const { type, data, metadata } = events.recorded;
    const { conversationId } = data;
    const phone = await this.vault.store('acme', conversationId, '[PHONE_1]', PHONE);
    const put = (artifact: string, content: string, mediaType: string): Promise<ClaimCheck> => this.claimChecks.put({ tenantId: 'acme', conversationId, artifact }, Buffer.from(content), mediaType);
    const original = await put('original.0011223344556677', 'sound', 'application/octet-stream');
    // Ingestion tells of no redacted transcript in the product; what counts here is that an event carries it.
    const transcript = await put('transcript.1.json', TRANSCRIPT, 'application/json');
    await this.db.transaction('acme', (tx) => this.store.append(tx, `call-${conversationId}`, 0, [{ type, data: { ...data, original, audio: null, transcript } }], { conversationId, causationId: null, time: metadata.time }));
    return { conversationId, phone, transcript, original };
  }
}

/** A service that stores what a call brings, and tells of it, as ingestion does. */
export const storingService = defineService({ name: 'ingestion', migrations: [], controllers: [StoredCallsController], reactors: [], inlineProjections: [], asyncProjections: [], jobs: [], providers: [] });
