import type { ReceivedEvent } from '@callmesh/contracts';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { RecordAppliedHandler } from '../commands/record-applied/record-applied.handler.js';

@Reactor('human-review')
export class RecordAppliedWhenCrmRecordUpdated {
  constructor(private readonly recording: RecordAppliedHandler) {}

  @On('crm.record-updated.v1')
  async record(event: ReceivedEvent<'crm.record-updated.v1'>, { tx }: ReactionContext): Promise<void> {
    await this.recording.record(tx, event);
  }
}
