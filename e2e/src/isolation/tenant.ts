import { newApiKey, roles, type Role } from '@callmesh/service-defaults';
import type pg from 'pg';
import { handIn, threadWhen } from '../support/calls.js';
import { eventually, type CallmeshProcess } from '../support/callmesh-process.js';

/** An answer of a route. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One tenant with a key for every role. */
export interface Tenant {
  readonly name: string;
  ask(role: Role, method: string, address: string, body?: unknown): Promise<Answer>;
  /** The API as its admin, for what hands calls in. */
  readonly api: Pick<CallmeshProcess, 'call'>;
}

/** Makes keys of a tenant as whoever runs the database does: the API makes keys in the caller's tenant only. */
export async function makeTenant(callmesh: CallmeshProcess, database: pg.Client, name: string): Promise<Tenant> {
  const keys = new Map<Role, string>();
  for (const role of roles) {
    const key = newApiKey();
    await database.query('insert into access.api_keys (prefix, sha256, tenant_id, role, name) values ($1, $2, $3, $4, $5)', [key.prefix, key.sha256, name, role, `${name}-${role}`]);
    keys.set(role, key.clear);
  }
  const ask: Tenant['ask'] = async (role, method, address, body) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${callmesh.url}${address}`, {
      method,
      headers: { authorization: `Bearer ${keys.get(role)}`, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
  return { name, ask, api: { call: (method, route, { body } = {}) => callmesh.call(method, route, { key: keys.get('admin') ?? null, body }) } };
}

/** What was made for a tenant. */
export interface Seeded {
  /** Ids and names of all that it has; no other tenant may learn one of them. */
  readonly ids: readonly string[];
}

const utterances = (name: string, order: string) =>
  [
    ['agent', `${name} Outdoor, how can I help?`],
    ['customer', `I would like to cancel order ${order}, please. My phone number is 415 555 0143.`],
    ['agent', 'I will send you the label by Thursday.'],
    ['customer', 'Your service is terrible, I want my money back and I want to speak to a manager. Call me back next Tuesday.'],
  ].map(([speaker, text], n) => ({ speaker, text, startMs: n * 4_000, endMs: n * 4_000 + 3_500 }));

/**
 * One of everything that a tenant can have: a call with all that comes of it, one in quarantine, a failed job, definitions, settings, a hold, batches.
 * @param callId the platform's; two tenants may use the same.
 */
export async function seed(tenant: Tenant, callId: string, order: string): Promise<Seeded> {
  const { name, ask } = tenant;
  const metadata = { callId, agentId: `agent-of-${name}`, startedAt: '2026-11-04T14:05:10-08:00', timeZone: 'America/Los_Angeles', direction: 'inbound', from: '+14155550143', to: '+14155550100', language: 'en', consent: 'granted' };
  const content = (extra: string): Buffer => Buffer.from(JSON.stringify({ language: 'en', utterances: utterances(name, order), extra }));
  await expectOk(ask('admin', 'PUT', `/api/v1/kinds/kind-of-${name}`, { title: `Kind of ${name}`, patterns: ['cancel'] }));
  await expectOk(ask('admin', 'PUT', `/api/v1/trackers/tracker-of-${name}`, { title: `Tracker of ${name}`, any: [{ phrase: 'manager' }] }));
  await expectOk(ask('admin', 'POST', '/api/v1/keys', { name: `key-of-${name}`, role: 'reviewer' }));
  const call = await handIn(tenant.api, { fileName: `${name}.json`, content: content(''), metadata });
  const waiting = await handIn(tenant.api, { fileName: `${name}-waiting.json`, content: content('quarantined'), metadata: { ...metadata, callId: `${callId}-q`, agentId: undefined } });
  await threadWhen(tenant.api as CallmeshProcess, call.conversationId, ({ settled }) => settled);
  const hold = await expectOk(ask('admin', 'POST', '/api/v1/holds', { conversationId: call.conversationId, reason: `matter of ${name}` }));
  await expectOk(ask('admin', 'PUT', '/api/v1/retention/raw-audio', { days: 7 }));
  await expectOk(ask('admin', 'PUT', '/api/v1/policies/cancel-order', { threshold: 0.97 }));
  // The call has no recording, so a redacted copy of it cannot be made: a failed job.
  const failed = await expectOk(ask('operator', 'POST', `/api/v1/conversations/${call.conversationId}/redacted-audio`));
  await eventually('the failed job', async () => ((await ask('operator', 'GET', '/api/v1/jobs?state=failed')).text.includes(call.conversationId) ? true : undefined));
  const again = await ask('admin', 'POST', '/api/v1/analyses', { conversationId: call.conversationId });
  const anew = await ask('admin', 'POST', '/api/v1/retranscriptions', { conversationId: call.conversationId, mode: 'clean-up' });
  await eventually('the batches', async () => {
    const [analyses, retranscriptions] = await Promise.all(['analyses', 'retranscriptions'].map((list) => ask('admin', 'GET', `/api/v1/${list}`)));
    return `${analyses?.text}${retranscriptions?.text}`.includes('"running"') ? undefined : true;
  });
  const texts = [call, waiting, hold, failed, again, anew].map((one) => ('text' in one ? one.text : JSON.stringify(one)));
  return { ids: [...new Set(texts.join('\n').match(UUID) ?? []), `kind-of-${name}`, `tracker-of-${name}`, `agent-of-${name}`, `key-of-${name}`] };
}

/** Ids of callmesh. */
export const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

async function expectOk(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`a tenant could not be made: ${answer.status} ${answer.text}`);
  return answer;
}
