import { deterministicId, heardBy, type CrmRecordUpdatedV1, type InsightWithdrawnV1 } from '@callmesh/contracts';
import { heardTypes } from '@callmesh/messaging';
import { service } from '../../human-review.module.js';
import type { QueueItem } from '../../projections/queue.query.js';
import { DraftActionWhenCallbackRequested } from '../../reactors/draft-action-when-callback-requested.reactor.js';
import { DraftActionWhenCancellationRequested } from '../../reactors/draft-action-when-cancellation-requested.reactor.js';
import { DraftActionWhenComplaintLogged } from '../../reactors/draft-action-when-complaint-logged.reactor.js';
import { DraftCaseWhenEscalationRiskRaisedWithoutComplaint } from '../../reactors/draft-case-when-escalation-risk-raised-without-complaint.reactor.js';
import { DraftNoteWhenCallAnalysed } from '../../reactors/draft-note-when-call-analysed.reactor.js';
import { DraftRefundCaseWhenRefundRequested } from '../../reactors/draft-refund-case-when-refund-requested.reactor.js';
import { DraftTaskWhenAgentPromisedToCallBack } from '../../reactors/draft-task-when-agent-promised-to-call-back.reactor.js';
import { NoteWhenInsightConfirmed } from '../../reactors/note-when-insight-confirmed.reactor.js';
import { ReconcileWhenInsightWithdrawn } from '../../reactors/reconcile-when-insight-withdrawn.reactor.js';
import { RecordAppliedWhenCrmRecordUpdated } from '../../reactors/record-applied-when-crm-record-updated.reactor.js';
import { analysis, callback, cancellation, commitment, complaint, confirmed, conversationId, escalation, refund, withdrawn } from '../../testing/insights.js';
import { received, reviewer, startReview } from '../../testing/review-service.js';

let review: Awaited<ReturnType<typeof startReview>>;
beforeEach(async () => {
  review = await startReview();
});
afterEach(() => review.test.drop());

const CANCEL = 'order.cancellation-requested.v1';
const cancel = (confidence = 0.93, orderId = '48213', id = deterministicId('test', CANCEL)): Promise<void> =>
  review.react((context) => new DraftActionWhenCancellationRequested(review.drafting).draft(received(CANCEL, cancellation({ confidence, orderId, entities: [] }), id), context));
const factId = deterministicId('test', CANCEL);
const withdraw = (changes: Partial<InsightWithdrawnV1> = {}): Promise<void> => review.react((context) => new ReconcileWhenInsightWithdrawn(review.withdrawing).reconcile(received('insight.withdrawn.v1', withdrawn(factId, CANCEL, changes)), context));
const items = (): Promise<QueueItem[]> => review.queue({ state: 'all' });
const told = async (): Promise<string[]> => (await items()).map(({ kind, state, decision, decidedBy }) => [kind, state, decision, decidedBy?.startsWith('policy:') ? decidedBy : null].filter(Boolean).join(' ')).sort();
const apply = async (kind: string): Promise<string> => {
  const item = (await items()).find((one) => one.kind === kind);
  const data: CrmRecordUpdatedV1 = { actionId: item?.actionId ?? '', conversationId, kind, factId: item?.factId ?? '', destination: 'hubspot', object: 'orders', objectId: '10011', operation: 'updated', changes: [{ field: 'status', before: 'open', after: 'cancelled' }] };
  await review.react((context) => new RecordAppliedWhenCrmRecordUpdated(review.recording).record(received('crm.record-updated.v1', data), context));
  return data.actionId;
};
const complain = (): Promise<void> => review.react((context) => new DraftActionWhenComplaintLogged(review.drafting).draft(received('customer.complaint-logged.v1', complaint()), context));
const escalate = (confidence = 0.93): Promise<void> => review.react((context) => new DraftCaseWhenEscalationRiskRaisedWithoutComplaint(review.drafting).draft(received('escalation.risk-raised.v1', escalation({ confidence })), context));
const promise = (changes = {}): Promise<void> => review.react((context) => new DraftTaskWhenAgentPromisedToCallBack(review.drafting).draft(received('agent.commitment-made.v1', commitment(changes)), context));
const askCallback = (): Promise<void> => review.react((context) => new DraftActionWhenCallbackRequested(review.drafting).draft(received('callback.requested.v2', callback()), context));

it('hears what the flow says', () => {
  expect([...new Set(service.reactors.flatMap(heardTypes))].sort()).toEqual(heardBy('human-review').sort());
});

describe('a fact that was withdrawn', () => {
  it('ends a draft that waits, and says why', async () => {
    await cancel(0.62);
    await withdraw();
    await withdraw();
    expect(await review.queue()).toEqual([]);
    expect(await items()).toMatchObject([{ decision: 'rejected', decidedBy: 'policy:withdrawn', reason: 'the corrected transcript does not say so' }]);
  });

  it('before its draft came ends the draft in the same breath, however sure the machine was', async () => {
    await withdraw({ reason: 'not-found-again' });
    await cancel(0.99);
    expect(await told()).toEqual(['cancel-order reviewed rejected policy:withdrawn']);
  });

  it('brings what was applied before a person, once, with what it changed', async () => {
    await cancel();
    const actionId = await apply('cancel-order');
    await withdraw();
    await withdraw();
    const [undo, ...more] = await review.queue();
    expect(more).toEqual([]);
    expect(undo).toMatchObject({ kind: 'open-case', reverts: actionId, sourceType: 'insight.withdrawn.v1', doubt: expect.stringContaining('the corrected transcript does not say so') as string });
    expect(undo?.factId).not.toBe(factId);
    expect(undo?.target.fields).toContainEqual({ field: 'description', before: null, after: 'It was applied, but the corrected transcript does not say so. What it changed: status: open → cancelled.' });
  });

  it('while its change was on the way brings it before a person when the outcome comes', async () => {
    await cancel();
    await withdraw();
    expect(await told()).toEqual(['cancel-order reviewed approved policy:cancel-order@1']);
    await apply('cancel-order');
    await apply('cancel-order');
    expect(await told()).toEqual(['cancel-order applied approved policy:cancel-order@1', 'open-case drafted']);
  });

  it('at the moment of its outcome is seen by one of the two', async () => {
    await cancel();
    await Promise.all([withdraw(), apply('cancel-order')]);
    expect(await told()).toEqual(['cancel-order applied approved policy:cancel-order@1', 'open-case drafted']);
  });

  it('leaves what stands in its place to a person, where it was applied', async () => {
    await cancel();
    await apply('cancel-order');
    await withdraw({ reason: 'replaced', replacedBy: 'other' });
    await cancel(0.99, '48218', deterministicId('other'));
    expect((await review.queue()).find(({ kind }) => kind === 'cancel-order')?.doubt).toBe('a change of this kind was applied for what a later analysis of this call took back');
  });

  it('does not overrule a person who rejected it, and cannot be approved any more', async () => {
    await cancel(0.62);
    const [item] = await review.queue();
    await withdraw();
    await expect(review.deciding.decide(item?.actionId ?? '', { decision: 'approve', reason: 'x' }, reviewer('dana'))).rejects.toMatchObject({ code: 'ACTION.ALREADY_DECIDED' });
  });
});

it('a fact that was confirmed is noted on what waits, the last word first', async () => {
  await cancel(0.62);
  const confirm = (changes: object): Promise<void> => review.react((context) => new NoteWhenInsightConfirmed().note(received('insight.confirmed.v1', confirmed(factId, CANCEL, changes)), context));
  await confirm({ analysisVersion: 3, confidence: 0.97 });
  await confirm({ analysisVersion: 2, confidence: 0.4 });
  expect(await review.queue()).toMatchObject([{ confidence: 0.62, confirmed: { analysisVersion: 3, confidence: 0.97, engine: 'local-rules' } }]);
});

describe('the note of a call', () => {
  const analyse = (analysisVersion: number, customer: object | null): Promise<void> => {
    const data = analysis({ analysisVersion, summary: `Version ${analysisVersion}.` });
    return review.react((context) => new DraftNoteWhenCallAnalysed(review.noting).draft(received('call.analysed.v1', { ...data, call: { ...data.call, ...(customer === null && { customer }) } }, deterministicId('analysed', analysisVersion)), context));
  };

  it('is written once, however often the call is analysed', async () => {
    await analyse(1, {});
    await analyse(2, {});
    expect(await told()).toEqual(['call-note reviewed approved policy:call-note@1']);
  });

  it('that still waits is replaced', async () => {
    await analyse(1, null);
    await analyse(2, null);
    await analyse(2, null);
    expect(await told()).toEqual(['call-note drafted', 'call-note reviewed rejected policy:replaced']);
    expect((await review.queue())[0]?.target.fields).toContainEqual(expect.objectContaining({ field: 'body', after: expect.stringContaining('Version 2.') as string }));
  });
});

describe('what a call leads to beside its requests', () => {
  it('money asked back is a case for a person, until the policy of refunds says otherwise', async () => {
    const ask = (id: string): Promise<void> => review.react((context) => new DraftRefundCaseWhenRefundRequested(review.drafting).draft(received('refund.requested.v1', refund(), deterministicId(id)), context));
    await ask('first');
    expect(await review.queue()).toMatchObject([{ kind: 'open-case', summary: 'Open a case: refund of 20.00 usd for order 48213, as the customer asked.' }]);
    await review.policies.set('refund', { threshold: 0.8 }, reviewer('sue', 'supervisor'));
    await ask('second');
    expect(await review.queue({ state: 'reviewed' })).toMatchObject([{ decidedBy: 'policy:refund@2' }]);
  });

  it('a risk of escalation is an urgent case where the call has no complaint', async () => {
    await escalate();
    expect(await items()).toMatchObject([{ kind: 'open-case', state: 'reviewed', target: { fields: expect.arrayContaining([{ field: 'priority', before: null, after: 'high' }]) as object[] } }]);
  });

  it('a complaint covers the risk of escalation, in whichever order they come', async () => {
    await complain();
    await escalate();
    expect(await told()).toEqual(['open-case reviewed approved policy:open-case@1']);
  });

  it('a complaint ends the case for the risk that waits, and is doubted where that one was decided', async () => {
    await escalate(0.5);
    await complain();
    expect(await told()).toEqual(['open-case reviewed approved policy:open-case@1', 'open-case reviewed rejected policy:covered']);
  });

  it('a complaint is doubted where a case for the risk was decided', async () => {
    await escalate();
    await complain();
    expect(await review.queue()).toMatchObject([{ kind: 'open-case', doubt: 'this call has led to another open-case already' }]);
  });

  it('a call back that the agent promised is one task, whether the customer asked for it first or later; other promises are none', async () => {
    await promise({ action: 'send' });
    expect(await items()).toEqual([]);
    await promise({ confidence: 0.5 });
    await askCallback();
    await promise({ confidence: 0.9 });
    expect(await told()).toEqual(['call-back reviewed approved policy:call-back@1', 'call-back reviewed rejected policy:covered']);
  });

  it('a promise to call back alone is a task', async () => {
    await promise();
    expect(await told()).toEqual(['call-back reviewed approved policy:call-back@1']);
  });
});
