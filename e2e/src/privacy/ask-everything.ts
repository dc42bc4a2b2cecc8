import { serviceNames } from '@callmesh/contracts';
import type { CallmeshProcess } from '../support/callmesh-process.js';
import { beside } from './planted.js';
import { addressesOf, routesOf } from './read-routes.js';

/** What a route answered. */
export interface Answer {
  readonly address: string;
  readonly status: number;
  readonly text: string;
}

/** Every readable route with every id that there is, as admin and as operator. */
export async function askEverything(callmesh: CallmeshProcess, conversations: readonly string[]): Promise<Answer[]> {
  const readable = (await routesOf(callmesh)).filter(({ method }) => method === 'GET');
  const answers: Answer[] = [];
  const ask = async (address: string, key: string): Promise<string> => {
    const response = await fetch(`${callmesh.url}${address}`, { headers: { authorization: `Bearer ${key}` } });
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    answers.push({ address, status: response.status, text });
    return text;
  };
  const lists = readable.filter(({ path: route }) => !route.includes('{'));
  const listed = await Promise.all(lists.flatMap(({ path: route }) => [ask(route, callmesh.adminKey), ask(route, callmesh.operatorKey)]));
  const ids = [...new Set(listed.join('\n').match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [])].filter((id) => !conversations.includes(id)).slice(0, 25);
  // Parked messages are numbered; kinds and versions have names.
  const values = [...conversations, ...ids, 'upload', 'cancel-order', '1', '2'];
  for (const route of readable.filter(({ path: address }) => address.includes('{'))) {
    const addresses = addressesOf(route, values, serviceNames);
    for (const address of addresses.slice(0, 240)) await ask(address, /parked|jobs|quarantine|replays|projections/.test(address) ? callmesh.operatorKey : callmesh.adminKey);
  }
  return answers;
}

/** Requests that do not fit, each with a secret in it; what is wrong is said without repeating it. */
export async function askWrongly(callmesh: CallmeshProcess): Promise<Answer[]> {
  const { text: secret } = beside.request;
  const form = (fields: Readonly<Record<string, string>>, file = 'words'): FormData => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    body.set('file', new Blob([file]), `${secret}.wav`);
    return body;
  };
  const wrong: readonly (readonly [method: string, address: string, body: unknown])[] = [
    ['POST', '/api/v1/calls', form({ metadata: `{"from": ${secret}` })],
    ['POST', '/api/v1/calls', form({ metadata: JSON.stringify({ startedAt: secret, direction: secret, from: secret, callId: 'planted-wrong' }), fileTime: secret })],
    ['POST', '/api/v1/calls', form({ metadata: JSON.stringify({ callId: 'planted-wrong', startedAt: secret, direction: secret, language: secret, timeZone: secret }) })],
    ['POST', '/api/v1/holds', { conversationId: { of: secret }, reason: [secret] }],
    ['PUT', '/api/v1/policies/cancel-order', { threshold: secret, reviewerRole: secret }],
    ['PUT', '/api/v1/retention/raw-audio', { days: secret }],
    ['POST', '/api/v1/retranscriptions', { conversationIds: [secret], reason: secret }],
    ['PUT', '/api/v1/connections/upload', { fields: secret, mapping: { from: [secret] } }],
    ['POST', '/api/v1/keys', { name: [secret], role: secret }],
  ];
  return Promise.all(
    wrong.map(async ([method, address, body]) => {
      const { status, body: answer } = await callmesh.call(method, address, { body });
      return { address: `${method} ${address}`, status, text: JSON.stringify(answer ?? '') };
    }),
  );
}
