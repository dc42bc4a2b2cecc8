import { DATABASE, EVENT_STORE, handleCommand, type Database, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { transcriptionDecider, type TranscriptionCommand, type TranscriptionEvent, type TranscriptionState } from '../../domain/transcription.decider.js';

/** Stream of a call's transcription. */
const streamOf = (conversationId: string): string => `transcription-${conversationId}`;

/** What led to an event. */
export interface Cause {
  readonly conversationId: string;
  /** `ce_id` of the event that the job answers. */
  readonly causationId: string;
  readonly traceparent: string | null;
}

/** The transcription streams of this service. */
@Injectable()
export class TranscriptionRecords {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async stateOf(tenantId: string, conversationId: string): Promise<TranscriptionState> {
    return this.db.transaction(tenantId, async (tx) => {
      const history = await this.store.load(tx, streamOf(conversationId));
      return history.reduce<TranscriptionState>((state, event) => transcriptionDecider.evolve(state, event as unknown as TranscriptionEvent), transcriptionDecider.initial);
    });
  }

  async record(tx: Tx, command: TranscriptionCommand, { conversationId, causationId, traceparent }: Cause): Promise<void> {
    const time = new Date().toISOString();
    await handleCommand(this.store, transcriptionDecider, tx, streamOf(conversationId), command, { conversationId, causationId, traceparent, time });
  }
}
