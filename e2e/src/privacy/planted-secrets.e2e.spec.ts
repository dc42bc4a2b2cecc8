import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serviceNames } from '@callmesh/contracts';
import { eventually, newDataDir, removeDataDir, startCallmesh, superuserOf, type CallmeshProcess } from '../support/callmesh-process.js';
import { Needles } from './needles.js';
import { bytesOf, everyCell, openEverything, type Cell, type Opened } from './open-everything.js';
import { startCollector, startModel, startSpeech, type OutsideServer } from './outside-servers.js';
import { plant, planted, sentences, type PlantedCalls } from './planted-call.js';
import { beside } from './planted.js';
import { addressesOf, routesOf } from './read-routes.js';

const everyForm = [...planted.flatMap(({ forms }) => forms), ...Object.values(beside).flatMap(({ forms }) => forms)];
const needles = new Needles(everyForm);
/** What is kept as it was received, encrypted, until its work is done or its retention over. */
const AS_RECEIVED = /^object (original|audio|quarantined)\.(?!redacted)|^column ingestion\.quarantine$/;

describe('fifty secrets in a call', () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;
  let speech: OutsideServer;
  let model: OutsideServer;
  let collector: OutsideServer;
  let calls: PlantedCalls;
  let answers: { address: string; status: number; text: string }[];
  let cells: Cell[];
  let opened: Opened[];

  beforeAll(async () => {
    dataDir = await newDataDir();
    speech = await startSpeech(sentences, { leastBytes: 100_000, refusal: beside.vendor.text });
    model = await startModel();
    collector = await startCollector();
    callmesh = await startCallmesh(dataDir, { WHISPER_URL: speech.url, LLM_BASE_URL: `${model.url}/v1`, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, CALLMESH_LOG_LEVEL: 'trace' });
    const database = await superuserOf(dataDir);
    try {
      calls = await plant(callmesh, database);
      answers = [...(await askEverything(callmesh, Object.values(calls))), ...(await askWrongly(callmesh))];
      await database.query('checkpoint');
      cells = await everyCell(database);
      const { masterKey } = JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8')) as { masterKey: string };
      opened = await openEverything(database, masterKey, path.join(dataDir, 'claims'), cells);
    } finally {
      await database.end();
    }
  }, 150_000);

  afterAll(async () => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await Promise.all([speech.close(), model.close(), collector.close()]);
    await removeDataDir(dataDir);
  }, 60_000);

  const hitsIn = (content: Buffer | string): string[] => needles.in(content).map(({ needle, encoding }) => `${needle} (${encoding})`);

  it('took every road: imported, heard, parked, failed, quarantined, unreadable, asked of a model', () => {
    expect(planted.length + Object.keys(beside).length * 2).toBeGreaterThanOrEqual(50);
    const rows = (table: string): number => cells.filter((cell) => cell.table === table).length;
    for (const table of ['extraction.parked', 'ingestion.quarantine', 'extraction.llm_quarantined', 'human_review.queue_items', 'insights.conversation_events']) expect([table, rows(table) > 0]).toEqual([table, true]);
    expect(cells.some(({ table, text }) => table === 'bus.messages' && text === 'transcripts.dlq')).toBe(true);
    expect(model.requests.length).toBeGreaterThan(0);
    // The secrets themselves reached callmesh: what hears them is asked by it.
    expect(speech.requests.length).toBeGreaterThan(0);
  });

  it('are in no HTTP answer, of any route, in success or error', () => {
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(30);
    expect(answers.map(({ address, text }) => [address, hitsIn(text)] as const).filter(([, hits]) => hits.length > 0)).toEqual([]);
  });

  it('are in nothing that a language model is asked', () => {
    expect(model.requests.flatMap((body) => hitsIn(body))).toEqual([]);
  });

  it('are in no trace', () => {
    expect(collector.requests.length).toBeGreaterThan(0);
    expect(collector.requests.flatMap((body) => hitsIn(body))).toEqual([]);
  });

  it('are in no log line', () => {
    expect(callmesh.written().length).toBeGreaterThan(10_000);
    expect(hitsIn(callmesh.written())).toEqual([]);
  });

  it('are in no cell of any table', () => {
    expect(cells.length).toBeGreaterThan(1_000);
    const found = new Set(cells.flatMap((cell) => hitsIn(bytesOf(cell)).map((hit) => `${cell.table}: ${hit}`)));
    expect([...found]).toEqual([]);
  });

  it('are in no file: database, write-ahead log, objects, spool, logs', async () => {
    const found: string[] = [];
    let bytes = 0;
    for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const content = await readFile(file).catch(() => Buffer.alloc(0));
      bytes += content.length;
      found.push(...hitsIn(content).map((hit) => `${path.relative(dataDir, file)}: ${hit}`));
    }
    expect(bytes).toBeGreaterThan(30_000_000);
    expect(found).toEqual([]);
  }, 60_000);

  it('with everything opened by its key are in what was received and in the vault alone', () => {
    expect(opened.length).toBeGreaterThan(100);
    const elsewhere = opened.filter(({ where }) => where !== 'vault' && !AS_RECEIVED.test(where)).flatMap(({ where, clear }) => hitsIn(clear).map((hit) => `${where}: ${hit}`));
    expect([...new Set(elsewhere)]).toEqual([]);
    // What is looked for can be found.
    expect(opened.filter(({ where }) => where.startsWith('object original')).flatMap(({ clear }) => hitsIn(clear))).toContain('leopold ashcombe (as it is)');
  });

  it('that may be resolved are in the vault; those never kept are not', () => {
    const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
    const vault = plain(opened.filter(({ where }) => where === 'vault').map(({ clear }) => clear.toString()).join('\n'));
    const isKept = (forms: readonly string[]): boolean => forms.some((form) => vault.includes(plain(form)));
    expect(planted.filter(({ forms, kept }) => kept === 'never' && isKept(forms)).map(({ what }) => what)).toEqual([]);
    // As what a value is recognised is measured elsewhere: one taken for a code is not kept either.
    const resolvable = planted.filter(({ kept }) => kept === 'vault');
    expect(resolvable.filter(({ forms }) => isKept(forms)).length).toBeGreaterThanOrEqual(resolvable.length * 0.9);
    expect([isKept(beside.customer.forms), isKept(beside.line.forms)]).toEqual([true, true]);
  });

  it('go as a whole when the time of their conversation is over, but not while it is on hold', async () => {
    const database = await superuserOf(dataDir);
    try {
      const [over, held] = [calls.imported, calls.heard];
      await callmesh.call('POST', '/api/v1/holds', { body: { conversationId: held, reason: 'matter 12' } });
      await database.query(`update vault.keys set created_at = created_at - interval '2000 days' where conversation_id = any ($1)`, [[over, held]]);
      const { body } = await callmesh.call('POST', '/api/v1/retention/ingestion/run', { key: callmesh.operatorKey });
      expect(body).toContainEqual({ artifact: 'conversation', removed: 1, held: 1 });
      const destroyed = async (): Promise<string[]> => (await database.query<{ conversation_id: string }>('select conversation_id from vault.keys where destroyed_at is not null')).rows.map((row) => row.conversation_id);
      expect(await eventually('the erasure', async () => ((await destroyed()).length > 0 ? destroyed() : undefined))).toEqual([over]);
      const { body: shown } = await callmesh.call('GET', '/api/v1/retention');
      expect(shown).toContainEqual(expect.objectContaining({ artifact: 'conversation', runs: [expect.objectContaining({ service: 'ingestion', removed: 1, held: 1 })] }));
    } finally {
      await database.end();
    }
  }, 90_000);
});

/** Every readable route with every id that there is, as admin and as operator. */
async function askEverything(callmesh: CallmeshProcess, conversations: readonly string[]): Promise<{ address: string; status: number; text: string }[]> {
  const readable = (await routesOf(callmesh)).filter(({ method }) => method === 'GET');
  const answers: { address: string; status: number; text: string }[] = [];
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
  await sleep(0);
  return answers;
}

/** Requests that do not fit, each with a secret in it; what is wrong is said without repeating it. */
async function askWrongly(callmesh: CallmeshProcess): Promise<{ address: string; status: number; text: string }[]> {
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
