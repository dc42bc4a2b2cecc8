import { givenOf } from '@callmesh/testing';
import { cancellation, entity } from '../testing/insights.js';
import type { ActionCommand } from './action.commands.js';
import { actionDecider, type ActionEvent } from './action.decider.js';
import type { Proposal } from './draft.js';
import { cancelOrder } from './drafts/cancel-order.draft.js';
import { superseding, supersedingId } from './drafts/superseding.draft.js';
import { defaultPolicy } from './policy.js';

const given = givenOf(actionDecider);
const source = { type: 'order.cancellation-requested.v1', factId: 'fact-1' };
const policy = defaultPolicy('cancel-order');

const draft = ({ draft, doubts }: Proposal = cancelOrder(cancellation(), source), supersedes: string | null = null): ActionCommand => ({ do: 'draft', draft, doubts, policy, supersedes });
const happens = (...commands: ActionCommand[]): ActionEvent[] => {
  const history: ActionEvent[] = [];
  for (const command of commands) history.push(...given(...history).when(command).events);
  return history;
};
const unsure = (): ActionEvent[] => happens(draft(cancelOrder(cancellation({ confidence: 0.62 }), source)));
const decision = { decidedBy: 'dana', reason: 'heard it', hold: { by: 'me' } } as const;
const approve = { do: 'approve', ...decision } as const;
const reject = { do: 'reject', ...decision } as const;
const applied = { do: 'record-applied', destination: 'hubspot', object: 'orders', objectId: '7' } as const;
const failed = { do: 'record-failed', code: 'CRM.NO_CONTACT', reason: 'no contact', supersededBy: 'next' } as const;

describe('drafting', () => {
  it('is approved by policy at once when confidence reaches the threshold and nothing speaks against it', () => {
    const [drafted, reviewed] = given().when(draft()).events;
    expect(drafted).toMatchObject({ type: 'action.drafted.v1', data: { doubt: null, threshold: 0.8, target: { object: 'order', key: '48213' } } });
    expect(reviewed).toMatchObject({ type: 'action.reviewed.v1', data: { decision: 'approved', decidedBy: 'policy:cancel-order@1', reason: 'confidence 0.93 reaches 0.80 and nothing speaks against it' } });
  });

  it('waits for a person below the threshold, and says so', () => {
    expect(unsure()).toMatchObject([{ type: 'action.drafted.v1', data: { doubt: 'confidence 0.62 is below 0.80 for cancel-order' } }]);
  });

  it('waits for a person when two orders were named, however sure the machine is', () => {
    const two = cancelOrder(cancellation({ confidence: 1, orderId: '51902', entities: [entity('order', '51877'), entity('order', '51902')] }), source);
    expect(given().when(draft(two)).events).toMatchObject([{ data: { doubt: 'two orders were named (51877, 51902)' } }]);
  });

  it('waits for a person when no order id was heard', () => {
    const none = cancelOrder(cancellation({ orderId: null, entities: [] }), source);
    expect(given().when(draft(none)).events).toMatchObject([{ data: { doubt: 'no order id was heard' } }]);
  });

  it('happens once for a fact that is delivered twice', () => {
    given(...happens(draft())).when(draft()).thenNothing();
  });
});

describe('reviewing', () => {
  it('approves what was drafted, unchanged', () => {
    expect(given(...unsure()).when(approve).events).toMatchObject([{ data: { decision: 'approved', decidedBy: 'dana', reason: 'heard it', target: { key: '48213' } } }]);
  });

  it('amends key and fields and leaves the rest', () => {
    const [event] = given(...unsure()).when({ ...approve, do: 'amend', key: '51877', fields: [{ field: 'status', after: 'on-hold' }], contactId: '9' }).events;
    expect(event).toMatchObject({ data: { decision: 'amended', target: { object: 'order', key: '51877' }, factId: 'fact-1' } });
    expect(event?.type === 'action.reviewed.v1' && event.data.target.fields).toEqual([
      { field: 'reason', before: null, after: "“I'd like to cancel my order 48213.”" },
      { field: 'status', before: null, after: 'on-hold' },
      { field: 'contact', before: null, after: '9' },
    ]);
  });

  it('rejects, and nothing can follow', () => {
    const history = [...unsure(), ...given(...unsure()).when(reject).events];
    given(...history).when(approve).thenRefused('ACTION.ALREADY_DECIDED');
    given(...history).when(applied).thenRefused('ACTION.NOT_APPROVED');
  });

  it('refuses what was decided already, by policy too', () => {
    given(...happens(draft())).when(approve).thenRefused('ACTION.ALREADY_DECIDED');
  });

  it('refuses to decide what was never drafted', () => {
    given().when(approve).thenRefused('ACTION.NOT_AWAITING_REVIEW');
  });

  it('refuses without the lease, and against another one', () => {
    given(...unsure()).when({ ...approve, hold: { by: 'nobody' } }).thenRefused('ACTION.NOT_LEASED');
    given(...unsure()).when({ ...approve, hold: { by: 'another', name: 'eli' } }).thenRefused('ACTION.LEASED_BY_ANOTHER');
  });

  it('refuses a decision on another version than the one looked at', () => {
    given(...unsure()).when({ ...approve, expectedVersion: 2 }).thenRefused('ACTION.VERSION_MISMATCH');
    expect(given(...unsure()).when({ ...approve, expectedVersion: 1 }).events).toHaveLength(1);
  });

  it('refuses to approve a change that does not say what it changes', () => {
    const none = happens(draft(cancelOrder(cancellation({ orderId: null, entities: [] }), source)));
    given(...none).when(approve).thenRefused('ACTION.KEY_MISSING');
    expect(given(...none).when({ ...approve, do: 'amend', key: '48213' }).events).toMatchObject([{ data: { decision: 'amended' } }]);
  });
});

describe('the outcome', () => {
  const approved = [...unsure(), ...given(...unsure()).when(approve).events];

  it('is recorded once', () => {
    const done = [...approved, ...given(...approved).when(applied).events];
    expect(done.at(-1)).toMatchObject({ type: 'action.applied.v1', data: { object: 'orders', objectId: '7' } });
    given(...done).when(applied).thenNothing();
    given(...done).when(failed).thenNothing();
  });

  it('of a refusal names the draft that supersedes it', () => {
    expect(given(...approved).when(failed).events).toMatchObject([{ type: 'action.application-failed.v1', data: { code: 'CRM.NO_CONTACT', supersededBy: 'next' } }]);
  });

  it('that failed is drafted again for a person, however sure the machine was', () => {
    const { draft: failedDraft } = cancelOrder(cancellation(), source);
    const again = draft(superseding(failedDraft, 'no contact has this number'), failedDraft.actionId);
    expect(given().when(again).events).toMatchObject([
      { type: 'action.drafted.v1', data: { actionId: supersedingId(failedDraft.actionId), supersedes: failedDraft.actionId, doubt: 'no contact has this number', factId: 'fact-1' } },
    ]);
  });
});
