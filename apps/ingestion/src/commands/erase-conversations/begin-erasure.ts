import { randomUUID } from 'node:crypto';
import { ERASURE, readPerson, RETENTION, type Erasure, type Retention } from '@callmesh/claim-check';
import { DATABASE, DomainError, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { noteHeld, type ErasureRecord } from '../../adapters/tables/erasures-table.js';
import { callDecider, type CallEvent, type CallState } from '../../domain/call.decider.js';
import { streamOf } from '../capture-call/record-capture.js';
import { askForErasure, requestOf } from './erasure-request.js';

/** Who or what is to be erased. */
export interface Wanted {
  readonly conversationId?: string | undefined;
  /** A phone number, an e-mail address or a CRM contact. */
  readonly person?: string | undefined;
}

/** What would go. */
export interface Preview {
  readonly conversationId: string;
  readonly status: CallState['situation'];
  /** ISO 8601 UTC; null for a call that was never recorded. */
  readonly startedAt: string | null;
  readonly platformCallId: string | null;
  /** A legal hold keeps it: it would stay. */
  readonly onHold: boolean;
  readonly objects: number;
  readonly bytes: number;
}

/** Finds what is to be erased, and has it erased in the background. */
@Injectable()
export class BeginErasure {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ERASURE) private readonly erasure: Erasure,
    @Inject(RETENTION) private readonly retention: Pick<Retention, 'heldOf'>,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  /**
   * What an erasure would take, oldest call first.
   * @throws DomainError PERSON.UNREADABLE, CONVERSATION.NOT_FOUND
   */
  async preview(tenantId: string, wanted: Wanted): Promise<Preview[]> {
    const found = await this.find(tenantId, wanted);
    const onHold = await this.retention.heldOf(tenantId, found);
    const shown: Preview[] = [];
    for (const conversationId of found) shown.push(await this.show(tenantId, conversationId, onHold.has(conversationId)));
    return shown.sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? -1 : 1));
  }

  /** @throws DomainError as {@link preview}, PERSON.NOT_FOUND, CONVERSATION.ERASED when all of it is erased already, and HOLD.ACTIVE when a hold keeps all of it; of several, those on hold are left out. */
  async begin(tenantId: string, wanted: Wanted, reason: string, askedBy: string): Promise<ErasureRecord> {
    const found = await this.find(tenantId, wanted);
    if (found.length === 0) throw new DomainError('PERSON.NOT_FOUND', 'no conversation of this person is known; what is erased already is not found any more. A number is found by its form with country code (+14155550100)');
    const fates = new Map((await this.erasure.keyFates(tenantId, found)).map((fate) => [fate.conversation, fate]));
    const open = found.filter((id) => !fates.get(id)?.destroyed);
    if (open.length === 0) throw new DomainError('CONVERSATION.ERASED', `conversation ${found.join(', ')} is erased already: \`callmesh erase ls\` shows by which request`);
    const onHold = await this.retention.heldOf(tenantId, open);
    const held = open.filter((id) => onHold.has(id));
    if (held.length > 0 && held.length === open.length) throw new DomainError('HOLD.ACTIVE', `conversation ${held.join(', ')} is on legal hold: nothing of it may be deleted until the hold is released; \`callmesh hold ls\` shows which`, { held });
    const id = randomUUID();
    const personKind = wanted.person === undefined ? null : readPerson(wanted.person).kind;
    return this.db.transaction(tenantId, async (tx) => {
      await askForErasure(tx, this.jobs, { id, askedBy, reason, personKind, askedAt: new Date().toISOString() }, open);
      await noteHeld(tx, id, held);
      return requestOf(tx, id);
    });
  }

  private async find(tenantId: string, { conversationId, person }: Wanted): Promise<string[]> {
    if (person !== undefined) return this.erasure.conversationsOf(tenantId, readPerson(person));
    if (conversationId === undefined) return [];
    const [fate] = await this.erasure.keyFates(tenantId, [conversationId]);
    const known = fate !== undefined || (await this.stateOf(tenantId, conversationId)).situation !== 'nothing';
    if (!known) throw new DomainError('CONVERSATION.NOT_FOUND', `there is no conversation ${conversationId} in this tenant`);
    return [conversationId];
  }

  private async show(tenantId: string, conversationId: string, onHold: boolean): Promise<Preview> {
    const [state, objects] = await Promise.all([this.stateOf(tenantId, conversationId), this.erasure.objectsOf(tenantId, conversationId)]);
    const call = state.situation === 'recorded' ? state.latest.call : null;
    return {
      conversationId,
      status: state.situation,
      startedAt: call && new Date(call.startedAt).toISOString(),
      platformCallId: call?.platformCallId ?? null,
      onHold,
      objects: objects.length,
      bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  private async stateOf(tenantId: string, conversationId: string): Promise<CallState> {
    const history = await this.db.transaction(tenantId, (tx) => this.store.load(tx, streamOf(conversationId)));
    return history.reduce<CallState>((state, event) => callDecider.evolve(state, event as unknown as CallEvent), callDecider.initial);
  }
}
