import { randomUUID } from 'node:crypto';
import { asMajor, bundledRegistry, encodeEvent, frame, tellings, toHeaders, type CallbackRequestedV1, type ReceivedEvent } from '@callmesh/contracts';
import type { BusMessage } from '../bus.port.js';
import { On } from '../decorators/on.decorator.js';
import { Reactor } from '../decorators/reactor.decorator.js';
import { noMetrics } from '../metrics.port.js';
import { listParked } from '../parking/parked-messages.js';
import type { ReactionContext } from '../reactor.js';
import { consumerHarness, until, type ConsumerHarness } from '../testing/consumer-harness.js';

type Callback = 'callback.requested.v1' | 'callback.requested.v2';

async function effect(event: ReceivedEvent<Callback>, { tx }: ReactionContext): Promise<void> {
  const { origin } = asMajor('callback.requested.v2', event);
  await tx.query('insert into effects (tenant_id, reactor, key, note) values ($1, $2, $3, $4)', [tx.tenantId, event.type, event.metadata.conversationId, origin]);
}

/** A service that was brought to the newer major: it hears both. */
@Reactor('human-review')
class HearsBoth {
  @On('callback.requested.v2', 'callback.requested.v1')
  async react(event: ReceivedEvent<Callback>, context: ReactionContext): Promise<void> {
    await effect(event, context);
  }
}

/** A service that was not. */
@Reactor('human-review')
class HearsTheOlder {
  @On('callback.requested.v1')
  async react(event: ReceivedEvent<'callback.requested.v1'>, context: ReactionContext): Promise<void> {
    await effect(event, context);
  }
}

const data: Omit<CallbackRequestedV1, 'conversationId'> = {
  call: { platform: 'upload', platformCallId: 'c', startedAt: 0, timeZone: 'UTC', direction: 'inbound', agentId: 'a', durationMs: null, customer: null, consent: 'granted', assumed: [] },
  analysisVersion: 1,
  engine: 'local-rules',
  engineVersion: '1',
  confidence: 0.9,
  entities: [],
  evidence: [],
  requestedBy: 'agent',
  dueAt: null,
  duePhrase: null,
};

/** A fact in both majors as the relay publishes it; `factId` of its own where one is given. */
async function toldInBoth(key: string, factId?: string): Promise<[newer: BusMessage, older: BusMessage]> {
  const id = randomUUID();
  const metadata = { id, source: '/callmesh/extraction', time: '2026-01-01T10:00:00.000Z', conversationId: key, causationId: null, tenantId: 'acme', factId: factId ?? id, traceparent: null };
  const registry = bundledRegistry();
  const messages = tellings({ type: 'callback.requested.v1', data: { ...data, conversationId: key }, metadata }).map(async (told): Promise<BusMessage> => {
    const { body } = encodeEvent(told.type, told.data);
    return { topic: 'insights', key, value: frame(await registry.idOf(told.type), body), headers: toHeaders(told) };
  });
  return (await Promise.all(messages)) as [BusMessage, BusMessage];
}

describe('a fact told in two majors', () => {
  let harness: ConsumerHarness;
  let skipped: number;
  const start = (reactor: typeof HearsBoth | typeof HearsTheOlder) =>
    harness.start([reactor], [{ service: 'human-review', metrics: { ...noMetrics, skippedUnknown: (_group, _topic, count) => (skipped += count) } }]);
  const caughtUp = () => until(async () => (await harness.bus.lag('human-review', ['insights'])).insights === 0);
  const publish = async (...messages: readonly BusMessage[]): Promise<void> => {
    await harness.bus.publish(messages);
    await caughtUp();
  };
  const effects = async () => (await harness.effects()).map(({ reactor, key }) => `${key} ${reactor}`);

  beforeEach(async () => {
    skipped = 0;
    harness = await consumerHarness();
  });
  afterEach(() => harness.close());

  it.each([
    ['its own fact', undefined],
    ['a fact with an id of its own', randomUUID()],
  ])('has one effect, of the major that comes first: in one batch, in several, and when all of it comes again (%s)', async (_name, factId) => {
    await start(HearsBoth);
    const facts = await Promise.all(['newer-first', 'older-first', 'newer-then-older', 'older-then-newer'].map((key, n) => toldInBoth(key, n === 0 ? factId : undefined)));
    const [a, b, c, d] = facts as [[BusMessage, BusMessage], [BusMessage, BusMessage], [BusMessage, BusMessage], [BusMessage, BusMessage]];
    await publish(a[0], a[1], b[1], b[0]);
    await publish(c[0], d[1]);
    await publish(c[1], d[0]);
    await publish(...facts.flat(), ...facts.flat().reverse());
    expect((await effects()).sort()).toEqual([
      'newer-first callback.requested.v2',
      'newer-then-older callback.requested.v2',
      'older-first callback.requested.v1',
      'older-then-newer callback.requested.v1',
    ]);
    expect(await listParked(harness.service.db)).toEqual([]);
  });

  it('does not keep another fact of the conversation from its effect', async () => {
    await start(HearsBoth);
    await publish(...(await toldInBoth('k')), ...(await toldInBoth('k')));
    expect(await effects()).toEqual(['k callback.requested.v2', 'k callback.requested.v2']);
  });

  it('is skipped and counted in the major that a consumer does not know, and has its effect in the other', async () => {
    await start(HearsTheOlder);
    await publish(...(await toldInBoth('k')));
    expect(await effects()).toEqual(['k callback.requested.v1']);
    expect(skipped).toBe(1);
    expect(await listParked(harness.service.db)).toEqual([]);
  });

  it('keeps its one effect when the service is brought to the newer major, and back', async () => {
    const facts = await Promise.all(['old', 'new', 'old again'].map((key) => toldInBoth(key)));
    const [first, second, third] = facts as [[BusMessage, BusMessage], [BusMessage, BusMessage], [BusMessage, BusMessage]];
    await start(HearsTheOlder);
    await publish(...first);
    await harness.stopConsumers();
    await start(HearsBoth);
    await publish(...first, second[0]);
    await harness.stopConsumers();
    await start(HearsTheOlder);
    await publish(second[1], ...second, ...first, ...third);
    expect(await effects()).toEqual(['old callback.requested.v1', 'new callback.requested.v2', 'old again callback.requested.v1']);
  });
});
