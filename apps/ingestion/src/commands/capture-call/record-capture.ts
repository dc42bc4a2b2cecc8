import { CLAIM_CHECKS, FIELD_CIPHER, type ClaimChecks, type FieldCipher } from '@callmesh/claim-check';
import { deterministicId, type ClaimCheck } from '@callmesh/contracts';
import { DATABASE, EVENT_STORE, handleCommand, type Database, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { insertDelivery } from '../../adapters/tables/deliveries.js';
import type { ErasureRequest } from '../../adapters/tables/erasures-table.js';
import { claimIdentities, findConversation, linkCallId, type CallKeys } from '../../adapters/tables/identities.js';
import { putQuarantine, settleQuarantine } from '../../adapters/tables/quarantine-table.js';
import type { ConsentDecision } from '../../domain/consent/decide-consent.js';
import { callDecider, type CallCommand, type CallEvent, type CallState, type Outcome } from '../../domain/call.decider.js';
import type { DiscardWithoutConsent } from '../discard-without-consent/discard-without-consent.job.js';
import { askForErasure } from '../erase-conversations/erasure-request.js';
import { keptOfDelivery } from './kept-of-delivery.js';
import { refusedAnswer, type CaptureAnswer, type Submission } from './submission.js';

/** Another delivery of the same call came first: look again. */
export class AnotherCameFirst extends Error {}

/** Stream of a call's capture. */
export const streamOf = (conversationId: string): string => `call-${conversationId}`;

/** Where a capture belongs, as far as is known before it is recorded. */
export interface Located {
  readonly conversationId: string;
  readonly state: CallState;
}

/** What is to be recorded. */
export interface Recording {
  readonly submission: Submission;
  readonly keys: CallKeys;
  readonly conversationId: string;
  readonly outcome: Outcome;
  readonly stored: readonly ClaimCheck[];
  readonly consent: ConsentDecision;
  /** When its bytes must go unless consent is settled, ms since the epoch; null when it is. */
  readonly deleteAfter: number | null;
  /** Lets a call in quarantine be found by who took part, as an accepted one is; undefined when it names nobody. */
  readonly marking: string | undefined;
  /** ISO 8601 UTC. */
  readonly time: string;
}

/** The transaction of a capture: identities, decision, event, delivery and quarantine entry commit together. */
@Injectable()
export class RecordCapture {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(FIELD_CIPHER) private readonly cipher: FieldCipher,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  /** @returns the conversation of these keys and its state; the proposed one when the keys are new. A refused call has no keys, but its state. */
  async locate(tenantId: string, keys: CallKeys, proposed: string): Promise<Located> {
    return this.db.transaction(tenantId, async (tx) => {
      const conversationId = (await findConversation(tx, keys)) ?? proposed;
      return { conversationId, state: await this.load(tx, conversationId) };
    });
  }

  /** Keeps a further delivery of bytes that were recorded before. */
  async duplicate(submission: Submission, keys: CallKeys, conversationId: string, consent: ConsentDecision): Promise<CaptureAnswer> {
    await this.cipher.prepare(submission.tenantId, [conversationId]);
    await this.db.transaction(submission.tenantId, async (tx) => {
      await linkCallId(tx, keys, conversationId);
      await this.deliver(tx, submission, keys, conversationId, 'duplicate', consent);
      if (submission.quarantine) await this.settle(tx, { id: submission.quarantine.id, conversationId, sha256: keys.sha256 }, conversationId, []);
    });
    return { conversationId, status: 'duplicate' };
  }

  /** @throws AnotherCameFirst */
  async record({ submission, keys, conversationId, outcome, stored, consent, deleteAfter, marking, time }: Recording): Promise<CaptureAnswer> {
    const { tenantId, quarantine } = submission;
    await this.cipher.prepare(tenantId, [conversationId]);
    return this.db.transaction(tenantId, async (tx) => {
      const before = await this.load(tx, conversationId);
      const owner = outcome.kind === 'refused' ? conversationId : await claimIdentities(tx, keys, conversationId, outcome.kind === 'accepted');
      if (owner !== conversationId) throw new AnotherCameFirst();
      const command: CallCommand = quarantine?.conversationId === conversationId ? { type: 'resubmit', quarantineId: quarantine.id, outcome } : { type: 'capture', outcome };
      const { events, state } = await handleCommand(this.store, callDecider, tx, streamOf(conversationId), command, { conversationId, causationId: null, time });

      switch (outcome.kind) {
        case 'accepted': {
          if (state.situation !== 'recorded') return refusedAnswer(conversationId);
          const status = events.length > 0 ? 'accepted' : 'duplicate';
          await this.deliver(tx, submission, keys, conversationId, status, consent);
          await this.settle(tx, { id: quarantine?.id ?? null, conversationId, sha256: keys.sha256 }, conversationId, stored);
          return { conversationId, status, ...(status === 'accepted' ? { audioVersion: state.latest.audioVersion, assumed: outcome.recording.call.assumed } : {}) };
        }
        case 'quarantined': {
          const { quarantineId: id, code, reason, missing, fileName: shownAs } = outcome.quarantine;
          const { connection, receivedAt, fileTime, bytes, fileName, metadata, corrections, assumesNothing } = submission;
          const sealed = this.cipher.seal(tenantId, conversationId, JSON.stringify({ fileName, shownAs, reason, metadata, corrections, assumesNothing }));
          const previous = quarantine?.original;
          await putQuarantine(tx, { id, conversationId, connection: connection.id, code, missing, sha256: keys.sha256, bytes: bytes.size, original: stored[0] ?? null, receivedAt, fileTime, deleteAfter, sealed });
          if (marking !== undefined) tx.defer(marking);
          if (previous) this.deleteUnless(tx, previous, stored);
          if (deleteAfter !== null && stored.length > 0) await this.discardLater(tx, conversationId, { quarantineId: id }, deleteAfter, time);
          await this.deliver(tx, submission, keys, conversationId, 'quarantined', consent);
          return { conversationId, status: 'quarantined', quarantineId: id, code, reason, missing };
        }
        case 'refused':
          for (const { original, conversationId: waitedAs } of await settleQuarantine(tx, { id: quarantine?.id ?? null, conversationId, sha256: null }, 'refused')) {
            if (original && waitedAs !== conversationId) this.deleteUnless(tx, original, []);
          }
          // The parties said no: what earlier deliveries stored goes, and what came of it since, in every service and at the CRM. A legal hold keeps it.
          if (before.situation === 'recorded' || before.situation === 'quarantined') await askForErasure(tx, this.jobs, refusedErasure(conversationId, time), [conversationId]);
          return refusedAnswer(conversationId);
        default:
          return outcome satisfies never;
      }
    });
  }

  private async load(tx: Tx, conversationId: string): Promise<CallState> {
    const history = await this.store.load(tx, streamOf(conversationId));
    return history.reduce<CallState>((state, event) => callDecider.evolve(state, event as unknown as CallEvent), callDecider.initial);
  }

  private async deliver(tx: Tx, submission: Submission, { callId }: CallKeys, conversationId: string, status: 'accepted' | 'duplicate' | 'quarantined', consent: ConsentDecision): Promise<void> {
    const { connection, receivedAt, bytes } = submission;
    const sealed = this.cipher.seal(submission.tenantId, conversationId, JSON.stringify(keptOfDelivery(submission, callId)));
    await insertDelivery(tx, { conversationId, connection: connection.id, status, sha256: bytes.sha256, bytes: bytes.size, receivedAt, consent, sealed });
  }

  private async settle(tx: Tx, which: Parameters<typeof settleQuarantine>[1], settledAs: string, stored: readonly ClaimCheck[]): Promise<void> {
    for (const { original } of await settleQuarantine(tx, which, settledAs)) if (original) this.deleteUnless(tx, original, stored);
  }

  /** One job for each time that bytes are put in quarantine: an earlier job may have found nothing to delete. */
  private async discardLater(tx: Tx, conversationId: string, payload: DiscardWithoutConsent, deleteAfter: number, time: string): Promise<void> {
    const id = deterministicId('discard-without-consent', payload.quarantineId, time);
    await this.jobs.enqueue(tx, { id, kind: 'discard-without-consent', conversationId, payload, runAt: new Date(deleteAfter).toISOString() });
  }

  private deleteUnless(tx: Tx, claim: ClaimCheck, kept: readonly ClaimCheck[]): void {
    if (kept.some(({ uri }) => uri === claim.uri)) return;
    const reader = { actor: 'service:ingestion', purpose: 'remove what a capture does not keep' };
    // A crash in between leaves an encrypted object that nothing names; it goes with its conversation's key.
    tx.afterCommit(() => void this.claimChecks.delete(tx.tenantId, claim, reader).catch(() => undefined));
  }
}

const refusedErasure = (conversationId: string, askedAt: string): ErasureRequest => ({
  id: deterministicId('refused', conversationId), askedBy: 'service:ingestion', reason: 'consent was refused after the call had come in', personKind: null, askedAt,
});
