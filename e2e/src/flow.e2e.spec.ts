import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { flow, type EventType } from '@callmesh/contracts';
import type { ConversationThread } from '@callmesh/insights';
import { handIn, sampleCall, threadWhen } from './support/calls.js';
import { newDataDir, removeDataDir, runCallmesh, startCallmesh, type CallmeshProcess } from './support/callmesh-process.js';

/** What is said only when something goes wrong; their own services' tests provoke them. */
const FAILURES: readonly EventType[] = [
  'call.quarantined.v1',
  'call.refused-no-consent.v1',
  'call.transcription-failed.v1',
  'action.application-failed.v1',
  'crm.update-refused.v1',
  'crm.outcome-uncertain.v1',
];
/** What is said of a call that is heard or read again, that nobody could mend, that is erased, or of a kind that a tenant has made; their own tests ask for it. */
const ON_REQUEST: readonly EventType[] = ['conversation.erased.v1', 'call.retranscribed.v1', 'transcript.flagged.v1', 'insight.custom-identified.v1', 'insight.confirmed.v1', 'insight.withdrawn.v1'];
/** Facts that no sample states. */
const MONEY_BACK = [
  ['agent', 'Larkfield Outdoor, this is Ruth, how can I help?'],
  ['customer', 'Hello, the stove from order 48213 leaks, and I would like my money back, please.'],
  ['agent', 'I am sorry to hear that.'],
  ['customer', "I can get the same one cheaper from Northpeak, so I'm switching to Northpeak."],
  ['agent', "I understand. I'll send you the label for the way back by Thursday."],
  ['customer', 'Thank you, goodbye.'],
] as const;
const samples = ['cancel-order', 'two-orders', 'escalating-complaint', 'disputed-invoice', 'promised-callback'];
const row = (type: string) => flow.find((entry) => entry.type.replace(/\.v\d+$/, '') === type);

describe('calls on their way from recording to CRM', () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;
  const threads = new Map<string, ConversationThread>();

  beforeAll(async () => {
    dataDir = await newDataDir();
    callmesh = await startCallmesh(dataDir);
    const handed = await Promise.all(samples.map(async (name) => [name, await handIn(callmesh, await sampleCall(name, 'vtt'))] as const));
    const utterances = MONEY_BACK.map(([speaker, text], at) => ({ speaker, text, startMs: at * 4_000, endMs: at * 4_000 + 3_500 }));
    const moneyBack = { ...(await sampleCall('opening-hours', 'vtt', { callId: 'money-back' })), fileName: 'money-back.json', content: Buffer.from(JSON.stringify({ language: 'en', utterances })) };
    handed.push(['money-back', await handIn(callmesh, moneyBack)]);
    for (const [name, { conversationId }] of handed) threads.set(name, await threadWhen(callmesh, conversationId, ({ settled }) => settled));
  }, 180_000);

  afterAll(async () => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await removeDataDir(dataDir);
  }, 60_000);

  const threadOf = (name: string): ConversationThread => threads.get(name) as ConversationThread;
  const everyEvent = () => [...threads.values()].flatMap(({ events }) => events);

  it('every call completes', () => {
    expect([...threads.values()].map(({ status }) => status)).toEqual([...samples, 'money-back'].map(() => 'completed'));
  });

  it.each(flow.filter(({ type }) => !FAILURES.includes(type) && !ON_REQUEST.includes(type)))('$type is said, by $emittedBy', ({ type, emittedBy }) => {
    // A fact told in two majors is one event of the thread.
    const said = everyEvent().filter((event) => event.type === type.replace(/\.v\d+$/, ''));
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said.map(({ service }) => service))).toEqual(new Set([emittedBy]));
  });

  it('every event but the first follows from one of its conversation that its service hears, or said itself', () => {
    for (const { events, conversationId } of threads.values()) {
      const byId = new Map(events.map((event) => [event.id, event]));
      for (const event of events) {
        if (event.type === 'call.recorded') {
          expect(event.causationId).toBeNull();
          continue;
        }
        const cause = byId.get(event.causationId ?? '');
        const heard = cause && (cause.service === event.service || row(cause.type)?.heardBy.some((service) => service === event.service));
        expect({ conversationId, type: event.type, cause: cause?.type, heard }).toEqual({ conversationId, type: event.type, cause: expect.any(String) as string, heard: true });
      }
    }
  });

  it('the same kind of action is applied by policy where the call is clear, and waits for a person where it is not', () => {
    const cancel = (name: string) => threadOf(name).actions.find(({ kind }) => kind === 'cancel-order');
    expect(cancel('cancel-order')).toMatchObject({ state: 'applied', decision: 'approved', decidedBy: expect.stringMatching(/^policy:cancel-order@/) as string });
    expect(cancel('two-orders')).toMatchObject({ state: 'drafted', decision: null, reason: expect.stringContaining('confidence') as string });
    expect(threadOf('two-orders').crm.map(({ object }) => object)).not.toContain('orders');
  });

  it('a person approves what waits by command line, and the CRM changes', async () => {
    const { conversationId, actions } = threadOf('two-orders');
    const waiting = actions.find(({ state }) => state === 'drafted');
    const { code, stdout, stderr } = await runCallmesh(dataDir, 'review', waiting?.actionId ?? '', '--approve', '--reason', 'the customer said so twice', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ decision: 'approved', decidedBy: 'local-admin' });

    const after = await threadWhen(callmesh, conversationId, (thread) => thread.actions.every(({ state }) => state === 'applied'));
    const change = after.crm.find(({ object }) => object === 'orders');
    const order = await fetch(`${callmesh.demoCrmUrl}/crm/v3/objects/orders/${change?.id}?properties=hs_external_order_status`, { headers: { authorization: 'Bearer demo-crm-token' } });
    expect(await order.json()).toMatchObject({ properties: { hs_external_order_status: 'cancelled' } });
  }, 60_000);

  it('a second decision on the same action is refused, with what to do next', async () => {
    const action = threadOf('two-orders').actions.find(({ kind }) => kind === 'cancel-order');
    const { code, stderr } = await runCallmesh(dataDir, 'review', action?.actionId ?? '', '--reject', '--reason', 'no', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'ACTION.ALREADY_DECIDED' } });
  }, 30_000);

  it('the read model, built again from the broker, tells the same', async () => {
    const { conversationId } = threadOf('cancel-order');
    const before = await threadWhen(callmesh, conversationId, ({ settled }) => settled);
    const { code, stdout } = await runCallmesh(dataDir, 'projections', 'rebuild', 'insights', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([{ projection: 'conversations', events: expect.any(Number) as number, replay: expect.any(String) as string }]);
    expect(await threadWhen(callmesh, conversationId, ({ settled }) => settled)).toEqual(before);
  }, 60_000);

  it('a call is erased by command line, after a look at what would go, and the receipt can be verified', async () => {
    const { conversationId } = threadOf('disputed-invoice');
    const erase = (...args: string[]) => runCallmesh(dataDir, 'erase', ...args);
    const looked = await erase('--conversation', conversationId, '--dry-run', '--json');
    expect(JSON.parse(looked.stdout)).toMatchObject([{ conversationId, status: 'recorded', onHold: false }]);
    expect(JSON.parse((await erase('--conversation', conversationId, '--json')).stderr)).toMatchObject({ error: { code: 'ARGUMENT.REASON' } });

    const { code, stdout } = await erase('--conversation', conversationId, '--reason', 'request 113', '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { state: 'done', receipt: { conversations: [{ conversationId }], signature: { algorithm: 'Ed25519' } } }]);
    const receipt = path.join(dataDir, 'receipt.json');
    await writeFile(receipt, stdout);
    expect((await erase('verify', receipt)).code).toBe(0);
    await writeFile(receipt, stdout.replaceAll('request 113', 'request 114'));
    expect(await erase('verify', receipt, '--json')).toMatchObject({ code: 1, stderr: expect.stringContaining('RECEIPT.FORGED') as string });
    expect(await threadWhen(callmesh, conversationId, ({ status }) => status === 'erased')).toMatchObject({ call: null, actions: [] });
  }, 120_000);
});
