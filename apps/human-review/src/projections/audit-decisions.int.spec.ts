import { randomBytes } from 'node:crypto';
import { createAudit, createLocalKms, grantVault, provisionVault } from '@callmesh/claim-check';
import { deterministicId } from '@callmesh/contracts';
import { createTestService, type TestService } from '@callmesh/testing';
import { AuditDecisions } from './audit-decisions.projection.js';

const conversationId = '6f1c2f0e-0a55-4a5e-9b43-000000000001';
let service: TestService;

beforeAll(async () => {
  service = await createTestService({ schema: 'human_review', service: 'human-review', inlineProjections: [new AuditDecisions()] });
  await provisionVault(service.adminUrl);
  await grantVault(service.adminUrl, 'human_review');
});
afterAll(() => service.drop());

const decide = (actionId: string, decidedBy: string, decision: string, fail = false): Promise<void> =>
  service.db.transaction('demo', async (tx) => {
    const target = { object: 'order', key: '51902', fields: [] };
    await service.store.append(
      tx,
      `action-${actionId}`,
      0,
      [{ type: 'action.reviewed.v1', data: { actionId, conversationId, kind: 'cancel-order', decision, decidedBy, reason: 'Violet King said so', target, customer: null, dueAt: null, factId: actionId, callStartedAt: 1, evidence: [] } }],
      { conversationId, causationId: null, time: new Date().toISOString() },
    );
    if (fail) throw new Error('the transaction is lost');
  });

const recorded = { position: expect.any(String) as string, atUs: expect.any(String) as string, tenant: 'demo', service: 'callmesh_human_review', sealed: false };

it('every decision is in the audit with its transaction, and why is not', async () => {
  const [byPerson, byPolicy, lost] = ['a', 'b', 'c'].map((name) => deterministicId('test', name)) as [string, string, string];
  await decide(byPerson, 'dana', 'rejected');
  await decide(byPolicy, 'policy:cancel-order@3', 'approved');
  await expect(decide(lost, 'dana', 'approved', true)).rejects.toThrow('lost');
  const audit = createAudit({ url: service.adminUrl, kms: createLocalKms({ current: randomBytes(32).toString('base64') }) });
  const entries = await audit.list('demo', { limit: 10 }).finally(() => audit.close());
  expect(entries.reverse()).toEqual([
    { ...recorded, actor: 'reviewer:dana', purpose: 'cancel-order', action: 'decide', reference: `action://demo/${conversationId}/${byPerson}`, outcome: 'rejected' },
    { ...recorded, actor: 'policy:cancel-order@3', purpose: 'cancel-order', action: 'decide', reference: `action://demo/${conversationId}/${byPolicy}`, outcome: 'approved' },
  ]);
});
