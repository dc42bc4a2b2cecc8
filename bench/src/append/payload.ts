import type { DomainEvent } from '@callmesh/contracts';

/** An event as the product appends it: about 900 bytes of JSON, 500 of Avro, three personal strings. */
export function cancellation(conversationId: string): DomainEvent<'order.cancellation-requested.v1'> {
  return {
    type: 'order.cancellation-requested.v1',
    data: {
      conversationId,
      call: {
        platform: 'upload',
        platformCallId: 'a3f1c9d2-7734-4a40-9d3e-1f0b5a1f8c11',
        startedAt: 1772446530000,
        timeZone: 'Europe/Berlin',
        direction: 'inbound',
        agentId: 'agent-17',
        durationMs: 278_000,
        customer: { placeholder: '[PHONE_1]', reference: `vault://acme/${conversationId}/[PHONE_1]` },
        consent: 'granted',
        assumed: [],
      },
      analysisVersion: 1,
      engine: 'local',
      engineVersion: 'rules-1',
      confidence: 0.93,
      entities: [{ kind: 'order', value: '48213', party: null, text: 'order four eight two one three', utteranceId: 'u12' }],
      evidence: [{ utteranceIds: ['u12', 'u13'], startMs: 41_200, endMs: 47_900, quote: 'I would like to cancel order four eight two one three please', speaker: 'customer' }],
      orderId: '48213',
      reason: 'It has not shipped and I found the same thing in the shop around the corner.',
    },
  };
}
