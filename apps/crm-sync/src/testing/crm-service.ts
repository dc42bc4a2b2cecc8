import { createClaimChecks, createLocalKms, grantVault, provisionVault } from '@callmesh/claim-check';
import { deterministicId, type ActionReviewedV1, type AnyDomainEvent, type ReceivedEvent } from '@callmesh/contracts';
import { startDemoCrm, type BadHabits, type DemoCrm } from '@callmesh/demo-crm';
import { provisionService, type StoredEvent } from '@callmesh/event-sourcing';
import { createJobs, jobMigrations, startWorkers, type Workers } from '@callmesh/jobs';
import { loadEnvironment } from '@callmesh/service-defaults';
import { createTestService, TEST_SECRET, type TestService } from '@callmesh/testing';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HubSpotDestination } from '../adapters/hubspot/hubspot.destination.adapter.js';
import { NameContactJob } from '../jobs/name-contact.job.js';
import { ApplyActionJob } from '../jobs/apply-action.job.js';
import { CrmSyncTables1764000001100 } from '../migrations/crm-sync-tables.js';
import type { Destination } from '../ports/destination.port.js';
import { NameContactWhenCallRecorded } from '../reactors/name-contact-when-call-recorded.reactor.js';
import { ApplyWhenActionReviewed } from '../reactors/apply-when-action-reviewed.reactor.js';

export const tenantId = 'demo';

/** crm-sync over a real database, a real vault and a real HTTP CRM that misbehaves on request. */
export interface CrmService {
  readonly test: TestService;
  readonly crm: DemoCrm;
  /** A fresh handler: what another process would have. */
  handler(options?: HandlerOptions): ApplyActionJob;
  work(handler?: ApplyActionJob): Workers;
  readonly errors: unknown[];
  /** Delivers a reviewed action; `from` is the customer's number. */
  review(change: Partial<ActionReviewedV1>, from?: string | null): Promise<ActionReviewedV1>;
  /** Delivers that a call from a number is there. @returns what whoever redacts it is told, once the CRM was asked. */
  contactsOf(from: string, options?: { readonly token?: string; readonly setting?: 'on' | 'off' }): Promise<string[][]>;
  outcome(actionId: string, withinMs?: number): Promise<StoredEvent>;
  events(actionId: string): Promise<StoredEvent[]>;
  audit(conversationId: string): Promise<readonly { readonly purpose: string }[]>;
  stop(): Promise<void>;
}

interface HandlerOptions {
  readonly timeoutMs?: number;
  readonly searchLagMs?: number;
  readonly url?: string;
}

export async function startCrmService(habits: Partial<BadHabits> = {}): Promise<CrmService> {
  const test = await createTestService({ schema: 'crm_sync', service: 'crm-sync', migrations: [...jobMigrations, CrmSyncTables1764000001100], max: 20 });
  const { db, store } = test;
  await provisionVault(test.adminUrl);
  await grantVault(test.adminUrl, test.db.schema);
  const root = await mkdtemp(path.join(tmpdir(), 'callmesh-crm-'));
  const kms = createLocalKms({ current: randomBytes(32).toString('base64') });
  const claims = createClaimChecks({ url: test.appUrl, kms, store: { root } });
  // This service may read the vault, not fill it: that is the capturing service's part.
  const capture = await provisionService({ adminUrl: test.adminUrl, schema: 'ingestion', migrations: [], secret: TEST_SECRET });
  await grantVault(test.adminUrl, 'ingestion');
  const captured = createClaimChecks({ url: capture.appUrl, kms, store: { root } });
  const reading = await provisionService({ adminUrl: test.adminUrl, schema: 'insights', migrations: [], secret: TEST_SECRET });
  await grantVault(test.adminUrl, 'insights');
  const audited = createClaimChecks({ url: reading.appUrl, kms, store: { root } });
  const redacting = await provisionService({ adminUrl: test.adminUrl, schema: 'transcription', migrations: [], secret: TEST_SECRET });
  await grantVault(test.adminUrl, 'transcription');
  const redacted = createClaimChecks({ url: redacting.appUrl, kms, store: { root } });
  const crm = await startDemoCrm({ port: 0, badHabits: habits, seed: 7 });
  const jobs = createJobs(db);
  const reactor = new ApplyWhenActionReviewed(jobs);
  const errors: unknown[] = [];
  const running: Workers[] = [];
  let count = 0;

  const handler = ({ timeoutMs = 2_000, searchLagMs = 3_000, url = crm.url }: HandlerOptions = {}): ApplyActionJob => {
    const destination: Destination = new HubSpotDestination({ url, token: crm.token, publicUrl: 'http://127.0.0.1:8400', timeoutMs, searchLagMs });
    return new ApplyActionJob(db, store, claims.vault, destination);
  };
  const events = (actionId: string): Promise<StoredEvent[]> => db.transaction(tenantId, (tx) => store.load(tx, `application-${actionId}`));

  async function untilThere<T>(what: string, withinMs: number, look: () => Promise<T | null | undefined>): Promise<T> {
    for (const end = Date.now() + withinMs; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 25))) {
      const found = await look();
      if (found !== null && found !== undefined) return found;
    }
    throw new Error(`${what} did not come within ${withinMs} ms; errors: ${errors.map(String).join('; ')}`);
  }

  return {
    test,
    crm,
    errors,
    handler,
    events,
    work(given = handler()) {
      const workers = startWorkers({ db, jobs, handlers: [given], onError: (error) => errors.push(error) });
      running.push(workers);
      return workers;
    },
    async review(change, from = '+14155550101') {
      count += 1;
      const action = reviewedAction(count, change);
      if (from !== null) {
        const reference = await captured.vault.store(tenantId, action.conversationId, '[PHONE_1]', from);
        action.customer ??= { placeholder: '[PHONE_1]', reference };
      }
      const id = deterministicId('reviewed', action.actionId);
      const metadata = { id, source: '/callmesh/human-review', time: new Date().toISOString(), conversationId: action.conversationId, causationId: null, tenantId, factId: id, traceparent: null };
      const event: ReceivedEvent<'action.reviewed.v1'> = { type: 'action.reviewed.v1', data: action, metadata };
      const context = { group: 'crm-sync', topic: 'actions', position: String(count), idFor: (name: string, index = 0): string => deterministicId(name, index) };
      await db.transaction(tenantId, (tx) => reactor.apply(event, { ...context, tx }));
      return action;
    },
    async contactsOf(from, { token = crm.token, setting = 'on' } = {}) {
      count += 1;
      const conversationId = deterministicId('conversation', count);
      const reference = await captured.vault.store(tenantId, conversationId, '[PHONE_1]', from);
      const destination = new HubSpotDestination({ url: crm.url, token, publicUrl: undefined });
      const naming = new NameContactWhenCallRecorded(jobs, { name: 'crm-sync', env: loadEnvironment({ CALLMESH_CRM_CONTACT: setting }) });
      const metadata = { id: deterministicId('recorded', count), source: '/callmesh/ingestion', time: new Date().toISOString(), conversationId, causationId: null, tenantId, factId: deterministicId('recorded', count), traceparent: null };
      const call = { platform: 'upload', platformCallId: 'c', startedAt: 0, timeZone: 'UTC', direction: 'inbound', agentId: 'a', durationMs: null, customer: { placeholder: '[PHONE_1]', reference }, consent: 'granted', assumed: [] };
      const data = { conversationId, call, receivedAt: 0, connection: 'upload', fileName: null, original: null, audio: null, transcript: null, channelRoles: [], language: null, vocabulary: [], audioVersion: 1 };
      await db.transaction(tenantId, (tx) => naming.name({ type: 'call.recorded.v1', data, metadata }, { tx, group: 'crm-sync', topic: 'calls', position: String(count), idFor: (name, index = 0) => deterministicId(name, index) }));
      running.push(startWorkers({ db, jobs, handlers: [new NameContactJob(claims.vault, destination)], onError: (error) => errors.push(error) }));
      if ((await db.transaction(tenantId, (tx) => tx.query('select from jobs where conversation_id = $1', [conversationId]))).rowCount === 0) return [];
      const known = await untilThere('what the CRM knows', 20_000, () => redacted.vault.knownOf(tenantId, conversationId, null, '[CRM_CONTACT_1]', { actor: 'service:test', purpose: 'test' }));
      return known.map(({ placeholder, value }) => [placeholder, value]);
    },
    outcome: (actionId, withinMs = 20_000) => untilThere(`an outcome of ${actionId}`, withinMs, async () => (await events(actionId))[0]),
    audit: (conversationId) => audited.auditOf(tenantId, conversationId),
    async stop() {
      await Promise.all(running.map((workers) => workers.stop()));
      await crm.close();
      await claims.close();
      await Promise.all([captured.close(), audited.close(), redacted.close()]);
      await rm(root, { recursive: true, force: true });
      await test.drop();
    },
  };
}

function reviewedAction(count: number, change: Partial<ActionReviewedV1>): ActionReviewedV1 {
  const factId = change.factId ?? deterministicId('fact', count);
  const kind = change.kind ?? 'call-note';
  return {
    actionId: deterministicId('action', factId, kind, count),
    conversationId: deterministicId('conversation', count),
    kind,
    decision: 'approved',
    decidedBy: `policy:${kind}@1`,
    reason: 'sure',
    target: targets[kind] ?? { object: kind, key: null, fields: [] },
    customer: null,
    dueAt: null,
    factId,
    callStartedAt: Date.UTC(2026, 10, 19, 18, 0),
    evidence: [{ utteranceIds: ['u1'], startMs: 0, endMs: 900, quote: 'Please do it.', speaker: 'customer' }],
    ...change,
  };
}

const becomes = (values: Record<string, string>): { field: string; before: null; after: string }[] => Object.entries(values).map(([field, after]) => ({ field, before: null, after }));

const targets: Record<string, ActionReviewedV1['target']> = {
  'call-note': { object: 'note', key: null, fields: becomes({ title: 'Call: feedback', body: 'The customer was happy.', direction: 'inbound', durationMs: '61000' }) },
  'open-case': { object: 'case', key: null, fields: becomes({ subject: 'Complaint about delivery', description: '“Late again.”', priority: 'high', topic: 'delivery' }) },
  'call-back': { object: 'task', key: null, fields: becomes({ subject: 'Call back, as the agent promised', when: 'next Tuesday at ten' }) },
  'cancel-order': { object: 'order', key: '48213', fields: becomes({ status: 'cancelled' }) },
  'dispute-hold': { object: 'invoice', key: '77120', fields: becomes({ hold: 'disputed', amount: '89.90', currency: 'USD' }) },
};

/** The event's type and code, for short expectations. */
export function ended(event: AnyDomainEvent): string {
  return 'code' in event.data ? `${event.type} ${event.data.code}` : event.type;
}
