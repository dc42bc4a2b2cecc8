import type { Tx } from '@callmesh/event-sourcing';
import type { LeasedJob } from '@callmesh/jobs';
import type { ForgetsOutside, ForgottenConversation } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { writtenRecords } from '../adapters/effects.js';
import { DESTINATION, type Destination, type WrittenRecord } from '../ports/destination.port.js';

/** Removes at the destination what was written there of a conversation. What it refuses stands in the report. */
@Injectable()
export class ForgetAtDestination implements ForgetsOutside {
  constructor(@Inject(DESTINATION) private readonly destination: Destination) {}

  collect(tx: Tx, conversationId: string): Promise<WrittenRecord[]> {
    return writtenRecords(tx, conversationId);
  }

  async forget({ conversationId }: ForgottenConversation, collected: readonly unknown[], job: LeasedJob): Promise<object> {
    const known = (collected as (readonly WrittenRecord[] | null)[]).flatMap((records) => records ?? []);
    const unique = [...new Map(known.map((record) => [`${record.object}/${record.objectId}`, record])).values()];
    return { destination: this.destination.name, records: await this.destination.forget(conversationId, unique, { assertHeld: () => job.assertHeld(), signal: job.signal }) };
  }
}
