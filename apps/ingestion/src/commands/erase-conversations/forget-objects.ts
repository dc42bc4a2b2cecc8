import { ERASURE, type Erasure } from '@callmesh/claim-check';
import type { SchemaRegistry } from '@callmesh/contracts';
import { BUS, erasedMessage, type Bus } from '@callmesh/messaging';
import { SCHEMA_REGISTRY, type ForgetsOutside, type ForgottenConversation } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';

/** Removes a conversation's objects, and its text from the broker's log where that can be changed. They are everybody's, so one service does it. */
@Injectable()
export class ForgetObjects implements ForgetsOutside {
  constructor(
    @Inject(ERASURE) private readonly erasure: Erasure,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(SCHEMA_REGISTRY) private readonly registry: SchemaRegistry,
  ) {}

  collect(): Promise<null> {
    return Promise.resolve(null);
  }

  async forget({ tenantId, conversationId }: ForgottenConversation): Promise<object> {
    const objects = await this.erasure.removeObjects(tenantId, conversationId);
    const messages = await this.bus.rewrite?.(tenantId, [conversationId], (message) => erasedMessage(this.registry, message));
    return { objects, ...(messages === undefined ? {} : { messages }) };
  }
}
