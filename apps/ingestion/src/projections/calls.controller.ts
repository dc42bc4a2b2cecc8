import { DATABASE, DomainError, EVENT_STORE, type Database, type EventStore } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { ConsentView } from '../commands/explain-consent/consent.schema.js';
import { deliveriesOf } from '../adapters/tables/deliveries.js';
import { streamOf } from '../commands/capture-call/record-capture.js';
import { callDecider, type CallEvent, type CallState } from '../domain/call.decider.js';

const Party = z.object({ placeholder: z.string(), reference: z.string() });
const CallView = z.object({
  conversationId: z.string(),
  status: z.enum(['recorded', 'quarantined', 'refused', 'erased']),
  recorded: z
    .object({
      platform: z.string(),
      platformCallId: z.string(),
      agentId: z.string(),
      startedAt: z.string(),
      timeZone: z.string(),
      direction: z.string(),
      durationMs: z.number().nullable(),
      customer: Party.nullable(),
      consent: z.string(),
      assumed: z.array(z.string()),
      language: z.string().nullable(),
      channelRoles: z.array(z.string()),
      audioVersion: z.number(),
      source: z.enum(['audio', 'transcript']),
      receivedAt: z.string(),
      connection: z.string(),
    })
    .nullable(),
  deliveries: z.array(z.object({ connection: z.string(), status: z.string(), sha256: z.string(), bytes: z.number(), receivedAt: z.string(), consent: ConsentView.nullable().describe('what was decided on consent and by which rule; null for calls of earlier releases') })),
});

@Controller('calls')
@Roles('reviewer', 'supervisor', 'operator', 'subscriber')
export class CallsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get(':id')
  @Documented({ summary: 'Show a captured call by its conversation id', response: CallView })
  async show(@CurrentCaller() { tenantId }: Caller, @Param('id') conversationId: string): Promise<z.output<typeof CallView>> {
    return this.db.transaction(tenantId, async (tx) => {
      const history = await this.store.load(tx, streamOf(conversationId));
      const state = history.reduce<CallState>((before, event) => callDecider.evolve(before, event as unknown as CallEvent), callDecider.initial);
      if (state.situation === 'nothing') throw new DomainError('CALL.NOT_FOUND', `there is no call ${conversationId} in this tenant`);
      return { conversationId, status: state.situation, recorded: recordedOf(state), deliveries: await deliveriesOf(tx, conversationId) };
    });
  }
}

function recordedOf(state: CallState): z.output<typeof CallView>['recorded'] {
  if (state.situation !== 'recorded') return null;
  const { call, language, channelRoles, audioVersion, transcript, receivedAt, connection } = state.latest;
  return {
    ...call,
    startedAt: new Date(call.startedAt).toISOString(),
    language,
    channelRoles,
    audioVersion,
    source: transcript ? 'transcript' : 'audio',
    receivedAt: new Date(receivedAt).toISOString(),
    connection,
  };
}
