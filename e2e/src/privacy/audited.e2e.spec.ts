import type { Transcript } from '@callmesh/contracts';
import { handIn, sampleCall, threadWhen } from '../support/calls.js';
import { eventually, newDataDir, removeDataDir, runCallmesh, startCallmesh, type CallmeshProcess } from '../support/callmesh-process.js';
import { wavWithComment } from './make-wav.js';
import { startSpeech, type OutsideServer } from './outside-servers.js';
import { addressesOf, routesOf, type Route } from './read-routes.js';

/** Routes that change something and have no line of their own kind, each with why. */
const TOLD_OTHERWISE: Readonly<Record<string, string>> = {
  'POST /calls': 'a call is a fact of its own, and what became of its consent stands with it',
  'POST /actions/:id/lease': 'who has an item in hand decides nothing',
  'DELETE /actions/:id/lease': 'who has an item in hand decides nothing',
  'POST /vault/resolve': 'recorded by the vault as `resolve`, with the reason',
  'POST /grants': 'recorded with the object as `grant`, with the reason',
};
const heard = ['Hello, this is about order 51902, please cancel it.', 'Certainly, the parcel had not left our warehouse yet.', 'Then I am relieved, thank you and goodbye.'];

interface Entry {
  readonly position: string;
  readonly actor: string;
  readonly action: string;
  readonly outcome: string;
}

/** Runs of four words: whoever shows one of them shows what was said. */
function runsOf(text: string): string[] {
  const words = folded(text).trim().split(' ');
  return words.slice(3).map((_, n) => words.slice(n, n + 4).join(' '));
}
const folded = (text: string): string => ` ${text.toLowerCase().replace(/\\[nrt]/g, ' ').replace(/[^a-z0-9]+/g, ' ')} `;

const isList = ({ method, path }: Route): boolean => method === 'GET' && !path.includes('{');

describe('the audit holds', () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;
  let speech: OutsideServer;
  let routes: Route[];
  let said: readonly string[];
  let conversations: readonly string[];

  const entries = async (query: string): Promise<Entry[]> => ((await callmesh.call('GET', `/api/v1/audit?${query}`)).body as { entries: Entry[] }).entries;
  const nameOf = ({ method, path }: Route): string => `${method} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`;

  beforeAll(async () => {
    dataDir = await newDataDir();
    speech = await startSpeech(heard, { leastBytes: 0, refusal: '' });
    callmesh = await startCallmesh(dataDir, { WHISPER_URL: speech.url });
    routes = (await routesOf(callmesh)).filter(({ path }) => path.startsWith('/api/v1/'));
    // Rules and scorecards name what people say; it is not what these did.
    const settings = folded(JSON.stringify(await Promise.all(routes.filter(isList).map(async ({ path }) => (await callmesh.call('GET', path)).body))));
    await callmesh.call('PUT', '/api/v1/trackers/late-parcel', { body: { title: 'A parcel that has not left', any: [{ near: { words: ['parcel', 'warehouse'], within: 8 } }] } });
    const [read, spoken] = [await handIn(callmesh, await sampleCall('two-orders', 'vtt')), await handIn(callmesh, { ...(await sampleCall('two-orders', 'vtt', { callId: 'heard' })), content: wavWithComment(12, ''), fileName: 'heard.wav' })];
    conversations = [read.conversationId, spoken.conversationId];
    for (const id of conversations) await threadWhen(callmesh, id, ({ settled }) => settled);
    await eventually('the redacted copy', async () => ((await callmesh.call('GET', `/api/v1/conversations/${spoken.conversationId}/audio`)).status === 200 ? true : undefined));
    const transcripts = await Promise.all(conversations.map(async (id) => (await callmesh.call('GET', `/api/v1/conversations/${id}/transcript`)).body as Transcript));
    said = [...new Set(transcripts.flatMap(({ utterances }) => utterances.flatMap(({ text }) => runsOf(text))))].filter((run) => !settings.includes(` ${run} `));
  }, 150_000);

  afterAll(async () => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await speech.close();
    await removeDataDir(dataDir);
  }, 60_000);

  it('the keys that were made when there was none to ask with', async () => {
    expect((await entries('action=create-key')).map(({ actor, outcome }) => [actor, outcome])).toEqual([['host:start', 'allowed'], ['host:start', 'allowed']]);
  });

  it('every reading of audio or of what was said, by whatever route', async () => {
    expect(said.length).toBeGreaterThan(50);
    const [showing, unrecorded]: [Set<string>, Set<string>] = [new Set(), new Set()];
    const lists = await Promise.all(routes.filter(isList).map(async ({ path }) => JSON.stringify((await callmesh.call('GET', path)).body ?? '')));
    const ids = [...new Set(lists.join('\n').match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [])].filter((id) => !conversations.includes(id)).slice(0, 25);
    for (const route of routes.filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/v1/audit'))) {
      const [newest] = await entries('limit=1');
      let shows = false;
      for (const address of addressesOf(route, [...conversations, ...ids, 'late-parcel', '1'], ['extraction', 'insights']).slice(0, 60)) {
        const response = await fetch(`${callmesh.url}${address}`, { headers: { authorization: `Bearer ${/parked|jobs|quarantine|replays|projections/.test(address) ? callmesh.operatorKey : callmesh.adminKey}` } });
        const text = folded(Buffer.from(await response.arrayBuffer()).toString('latin1'));
        shows ||= response.ok && ((response.headers.get('content-type') ?? '').startsWith('audio/') || said.some((run) => text.includes(` ${run} `)));
      }
      if (!shows) continue;
      showing.add(nameOf(route));
      const since = (await entries('limit=200')).filter(({ position, actor, action }) => Number(position) > Number(newest?.position) && actor.includes(':local-') && action === 'read');
      if (since.length === 0) unrecorded.add(nameOf(route));
    }
    expect([...unrecorded]).toEqual([]);
    // What is looked for can be found.
    expect([...showing]).toEqual(expect.arrayContaining(['GET /conversations/:id/audio', 'GET /conversations/:id/transcript', 'GET /conversations/:id/thread', 'GET /conversations/:id/analysis', 'GET /queue', 'GET /actions/:id', 'GET /trackers/:name/hits']));
    expect((await entries(`action=read&conversationId=${conversations[0]}`)).some(({ actor }) => actor === 'admin:local-admin')).toBe(true);
  }, 120_000);

  it('every change by API, of whatever it is, before it is done', async () => {
    const changing = routes.filter(({ method }) => method !== 'GET');
    expect(changing.length).toBeGreaterThan(30);
    for (const { method, path } of changing) {
      for (const key of [callmesh.adminKey, callmesh.operatorKey]) await callmesh.call(method, path.replace(/\{[^}]+\}/g, 'x'), { key, body: {} });
    }
    const recorded = new Set((await entries('limit=1000')).filter(({ outcome }) => outcome === 'allowed').map(({ action }) => action));
    expect(changing.map(nameOf).filter((name) => !recorded.has(name)).sort()).toEqual(Object.keys(TOLD_OTHERWISE).sort());
    for (const policy of ['PUT /audio-policy', 'PUT /consent/disclosures/:jurisdiction', 'PUT /connections/:id', 'PUT /retention/:artifact', 'PUT /policies/:kind', 'PUT /redaction-policy']) expect([policy, recorded.has(policy)]).toEqual([policy, true]);
  }, 60_000);

  it('what is done past the API with the master key', async () => {
    for (const command of [['keys', 'rotate-master'], ['doctor']]) expect([command, (await runCallmesh(dataDir, ...command)).stderr.includes('error')]).toEqual([command, false]);
    const { body } = await callmesh.call('GET', '/api/v1/audit?tenantId=~installation', { key: callmesh.operatorKey });
    expect((body as { entries: Entry[] }).entries.map(({ actor, action }) => `${actor} ${action}`)).toEqual(['deploy-step:rotate-master rotate-master']);
    expect((await entries('action=rewrap')).length).toBeGreaterThan(0);
    expect((await entries('actor=deploy-step:doctor')).map(({ action }) => action)).toEqual(['unwrap']);
  }, 60_000);
});
