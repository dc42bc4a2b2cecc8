import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from '@callmesh/testing';
import { handIn, sampleCall, threadWhen } from './support/calls.js';
import { eventually, newDataDir, removeDataDir, runCallmesh, startCallmesh, type CallmeshProcess } from './support/callmesh-process.js';

const samples = path.join(process.cwd(), 'samples');
const words = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');

/** What the callers of the samples say that belongs to them alone. */
async function personalStrings(): Promise<string[]> {
  const files = (await readdir(samples)).filter((file) => /\.(script|meta)\.json$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(path.join(samples, file), 'utf8')));
  const said = texts.join('\n');
  const names = [...said.matchAll(/(?:this is|name is) ([A-Z]\w+ [A-Z]\w+)/g)].map(([, name]) => name as string);
  const phones = [...said.matchAll(/"from": "\+1(\d{10})"/g)].map(([, digits]) => digits as string);
  const turns = texts.flatMap((text) => (JSON.parse(text) as { turns?: { text: string }[] }).turns ?? []).map(({ text }) => text);
  return [...names, ...phones, ...phones.map((digits) => digits.replace(/^(...)(...)/, '$1 $2 ')), '4539 1488 0343 6467', '4539148803436467', 'four five three nine', 'mary.quill', 'mary dot quill', ...turns.filter((text) => text.length >= 30)];
}

describe('the samples’ calls, observed', () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;
  let collector: OtlpReceiver;
  const conversations = new Map<string, string>();

  beforeAll(async () => {
    [dataDir, collector] = await Promise.all([newDataDir(), startOtlpReceiver()]);
    callmesh = await startCallmesh(dataDir, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, CALLMESH_LOG_LEVEL: 'trace', CALLMESH_LOOK_EVERY_MS: '1000' });
    const names = (await readdir(samples)).filter((file) => file.endsWith('.vtt')).map((file) => file.slice(0, -4));
    for (const name of names) conversations.set(name, (await handIn(callmesh, await sampleCall(name, 'vtt'))).conversationId);
    for (const id of conversations.values()) await threadWhen(callmesh, id, ({ settled }) => settled);
  }, 180_000);

  afterAll(async () => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await collector.stop();
    await removeDataDir(dataDir);
  }, 60_000);

  const metrics = async (): Promise<string> => (await fetch(`${callmesh.url}/metrics`, { headers: { authorization: `Bearer ${callmesh.operatorKey}` } })).text();
  const series = (text: string, name: string): Map<string, number> => new Map([...text.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\S+)$`, 'gm'))].map(([, labels, value]) => [labels as string, Number(value)]));

  it('one trace leads from the upload across every topic to the CRM', async () => {
    const id = conversations.get('cancel-order');
    const upTo = (span: ReceivedSpan | undefined): ReceivedSpan[] => (span ? [...upTo(collector.spans.find(({ spanId }) => spanId === span.parentSpanId)), span] : []);
    const road = await eventually('the trace', async () => {
      const outside = collector.spans.filter(({ name }) => name.startsWith('crm '));
      return outside.map(upTo).find((spans) => spans.some(({ name, attributes }) => name === 'process action.reviewed.v1' && attributes['callmesh.conversation_id'] === id) && spans.some(({ name }) => name === 'process order.cancellation-requested.v1'));
    });
    expect(road.map(({ name }) => name)).toEqual([
      'POST /api/v1/calls',
      ...['append call.recorded.v1', 'publish calls', 'process call.recorded.v1', expect.stringMatching(/^job /) as string],
      ...['append call.transcribed.v1', 'publish transcripts', 'process call.transcribed.v1', expect.stringMatching(/^job /) as string],
      ...[expect.stringMatching(/^append /) as string, 'publish insights', 'process order.cancellation-requested.v1'],
      ...['append action.drafted.v1', 'publish actions', 'process action.reviewed.v1', expect.stringMatching(/^job /) as string],
      expect.stringMatching(/^crm /) as string,
    ]);
    expect(new Set(road.map(({ traceId }) => traceId)).size).toBe(1);
  });

  it('stored, published and seen meet for every event, and nothing is stuck', async () => {
    const gaps = async (): Promise<string[]> => {
      const text = await metrics();
      const family = (labels: string): string => /family="([^"]+)"/.exec(labels)?.[1] ?? '';
      const [stored, published, seen] = ['stored', 'published', 'seen'].map((stage) => [...series(text, `callmesh_audit_${stage}_events`)]) as [[string, number][], [string, number][], [string, number][]];
      const told = new Map(published.map(([labels, n]) => [family(labels), n]));
      return [...stored.filter(([labels, n]) => told.get(family(labels)) !== n), ...seen.filter(([labels, n]) => (told.get(family(labels)) ?? 0) !== n)].map(([labels, n]) => `${labels} ${n}`);
    };
    await eventually('the meeting of the counters', async () => ((await gaps()).length === 0 && series(await metrics(), 'callmesh_audit_seen_events').size > 10 ? true : undefined), 60_000).catch(async () => expect(await gaps()).toEqual([]));
    const text = await metrics();
    expect([...series(text, 'callmesh_stuck')].filter(([, value]) => value !== 0)).toEqual([]);
    expect(series(text, 'callmesh_queue_items').size).toBeGreaterThan(0);
    expect([...series(text, 'callmesh_dependency_up')].filter(([, up]) => up === 1).map(([labels]) => labels).sort()).toEqual(expect.arrayContaining(['dependency="broker"', 'dependency="crm"', 'dependency="postgres"']));
  }, 90_000);

  it('the doctor proves what it stands on: its own database, its key on what was sealed, its object store and its CRM', async () => {
    const { code, stdout } = await runCallmesh(dataDir, 'doctor', '--json');
    const { findings } = JSON.parse(stdout) as { findings: { check: string; state: string; found: string }[] };
    expect(findings.filter(({ state }) => state === 'fault')).toEqual([]);
    expect(code).toBe(0);
    const of = (check: string) => findings.find((one) => one.check === check);
    for (const check of ['Postgres', 'durability', 'timeouts', 'migrations', 'object store', 'CRM', 'instance']) expect(of(check)).toMatchObject({ check, state: 'ok' });
    expect(of('master key')).toMatchObject({ state: 'ok', found: expect.stringContaining('opens the vault') as string });
  }, 60_000);

  it('no log line, no span and no metric holds a name, a number, an address or a sentence of a caller', async () => {
    const logs = JSON.stringify(callmesh.logs);
    expect(callmesh.logs.length).toBeGreaterThan(50);
    const told = words([logs, ...collector.bodies, await metrics()].join('\n'));
    const personal = await personalStrings();
    expect(personal.length).toBeGreaterThan(60);
    const found = personal.filter((text) => told.includes(words(text).trim()));
    expect(found).toEqual([]);
  });

  it('lines of one call carry its id in every service that had work to log', () => {
    const lines = callmesh.logs as unknown as { conversationId?: string; correlationId?: string; msg: string; service?: string; method?: string }[];
    expect(lines.filter(({ msg, correlationId }) => /^(GET|POST) \/api/.test(msg) && !correlationId)).toEqual([]);
    expect(lines.filter(({ conversationId, correlationId }) => conversationId && !correlationId)).toEqual([]);
  });
});
