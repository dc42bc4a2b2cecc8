import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { heardBy, serviceNames, topicOf } from '@callmesh/contracts';
import { apicurioMissing, kafkaMissing, versitygwMissing } from '@callmesh/testing';
import { askEverything, askWrongly, type Answer } from '../privacy/ask-everything.js';
import { bytesOf, everyCell } from '../privacy/open-everything.js';
import { beside } from '../privacy/planted.js';
import { behindOf, everyMessage, sendAgain, type TopicMessage } from '../privacy/topic-messages.js';
import { eventually, runCallmesh } from '../support/callmesh-process.js';
import { hitsIn, startPlantedStack, type PlantedStack } from './support/planted-stack.js';
import { scenario } from './support/scenario.js';

const missing = kafkaMissing() ?? apicurioMissing() ?? versitygwMissing();
/** Kept as it was received, until its work is done or its retention over. */
const AS_RECEIVED = /^object (original|audio|quarantined)\.(?!redacted)|^column ingestion\.quarantine$/;
/** What the callers say that is nobody's secret: it is in clear in many places, and goes with them all the same. */
const QUOTED = 'cancel order 51902';
const KILLED = ['ingestion-1', 'crm-sync-1', 'extraction-1', 'insights-1'];

interface Receipt {
  readonly conversations: readonly { readonly conversationId: string; readonly services: readonly { readonly service: string; readonly left?: string }[] }[];
  readonly runsOut: object;
}

describe('secrets on Kafka, registry, Postgres and S3', () => {
  let planted: PlantedStack;

  beforeAll(async () => {
    if (!missing) planted = await startPlantedStack();
  }, 600_000);

  afterAll(() => planted?.close(), 120_000);

  const whole = (message: TopicMessage): Buffer => Buffer.concat([Buffer.from(`${message.key} ${JSON.stringify(message.headers)} `), message.value]);

  scenario({
    fault: 'fifty secrets in calls, on every road that a call can take',
    injected: 'nothing: topics, dead letters, database, bucket, logs of every process, HTTP answers and traces are searched for them',
    missing,
    run: async (run) => {
      const { stack, admin, calls, dataDir } = planted;
      const answers: Answer[] = [...(await askEverything(stack, Object.values(calls))), ...(await askWrongly(stack))];
      await admin.query('checkpoint');
      const messages = await everyMessage(stack.brokers);
      const cells = await everyCell(admin);
      const found = new Set([
        ...answers.flatMap(({ address, text }) => hitsIn(text).map((hit) => `answer ${address}: ${hit}`)),
        ...messages.flatMap((message) => hitsIn(whole(message)).map((hit) => `topic ${message.topic}: ${hit}`)),
        ...cells.flatMap((cell) => hitsIn(bytesOf(cell)).map((hit) => `table ${cell.table}: ${hit}`)),
        ...planted.asked().flatMap((body) => hitsIn(body).map((hit) => `outside: ${hit}`)),
      ]);
      let bytes = 0;
      for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const content = await readFile(path.join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
        bytes += content.length;
        for (const hit of hitsIn(content)) found.add(`file ${path.relative(dataDir, path.join(entry.parentPath, entry.name))}: ${hit}`);
      }
      expect([...found]).toEqual([]);
      const clear = await planted.opened();
      expect([...new Set(clear.filter(({ where }) => where !== 'vault' && !AS_RECEIVED.test(where)).flatMap(({ where, clear: text }) => hitsIn(text).map((hit) => `${where}: ${hit}`)))]).toEqual([]);
      // What is looked for can be found, and every place was there.
      expect(clear.filter(({ where }) => where.startsWith('object original')).flatMap(({ clear: text }) => hitsIn(text))).toContain('leopold ashcombe (as it is)');
      for (const topic of ['calls', 'transcripts', 'insights', 'actions', 'transcripts.dlq']) expect([topic, messages.some((message) => message.topic === topic)]).toEqual([topic, true]);
      expect([answers.filter(({ status }) => status === 200).length > 30, bytes > 100_000_000, cells.length > 1_000]).toEqual([true, true, true]);
      run.observe(`0 in clear in ${messages.length} messages of ${new Set(messages.map(({ topic }) => topic)).size} topics, ${cells.length} cells, ${answers.length} answers, ${(bytes / 1e6).toFixed(0)} MB of files`);
    },
  });

  scenario({
    fault: 'services killed while they erase a person, on Kafka',
    injected: `SIGKILL of ${KILLED.map((name) => name.slice(0, -2)).join(', ')} within half a second of the request; then every message of before once more, as new events, and a rebuild of every projection`,
    missing,
    run: async (run) => {
      const { stack, admin, calls } = planted;
      const operator = async <T>(method: string, route: string, body?: object): Promise<T> => {
        const { status, body: answer } = await stack.call(method, `/api/v1/${route}`, { key: stack.operatorKey, ...(body && { body }) });
        if (status >= 300) throw new Error(`${method} ${route} answered ${status}: ${JSON.stringify(answer)}`);
        return answer as T;
      };
      const before = await everyMessage(stack.brokers);
      const person = beside.customer.number;
      const ids = (await operator<{ conversationId: string }[]>('POST', 'erasures/preview', { person })).map(({ conversationId }) => conversationId);
      // Those in quarantine too.
      expect([...ids].sort()).toEqual(Object.values(calls).sort());
      expect((await planted.tablesWith(QUOTED)).length).toBeGreaterThanOrEqual(3);

      const { id } = await operator<{ id: string }>('POST', 'erasures', { person, reason: 'request 116' });
      const running = await stack.processes();
      for (const name of KILLED) {
        process.kill(running.find((one) => one.name === name)?.pid ?? Number.NaN, 'SIGKILL');
        await sleep(run.random() * 170);
      }
      const killed = Date.now();
      const receipt = await eventually('the receipt', async () => (await operator<{ receipt: Receipt | null }>('GET', `erasures/${id}`)).receipt ?? undefined, 240_000);
      const waited = Math.round((Date.now() - killed) / 1_000);
      expect(receipt.conversations.map(({ conversationId }) => conversationId).sort()).toEqual([...ids].sort());
      for (const { services } of receipt.conversations) expect([services.map(({ service }) => service).sort(), services.filter(({ left }) => left !== undefined)]).toEqual([[...serviceNames].sort(), []]);

      const gone = async (): Promise<void> => {
        expect(await planted.tablesWith(QUOTED)).toEqual([]);
        expect((await admin.query('select conversation_id from vault.keys where wrapped is not null and conversation_id = any ($1)', [ids])).rows).toEqual([]);
        for (const service of serviceNames) {
          const table = `${service.replaceAll('-', '_')}.parked`;
          expect([table, (await admin.query(`select from ${table} where key = any ($1)`, [ids])).rowCount]).toEqual([table, 0]);
        }
        // What the requests that fit nothing told is of no conversation of the person, and waits in quarantine for its own time.
        const clear = (await planted.opened()).map(({ where, clear: text }) => ({ where, hits: hitsIn(text).filter((hit) => !beside.request.forms.some((form) => hit.startsWith(form))) }));
        expect(clear.filter(({ hits }) => hits.length > 0)).toEqual([]);
        expect((await planted.objects()).filter((name) => ids.some((one) => name.includes(`${one}/`)))).toEqual([]);
      };
      await gone();

      // Kafka keeps its messages until their time is over: what is still there comes again, late and as new events, and moves nobody.
      const late = before.filter(({ key, topic }) => ids.includes(key) && !topic.endsWith('.dlq'));
      expect(late.length).toBeGreaterThan(10);
      await sendAgain(stack.brokers, late, randomUUID);
      for (const service of serviceNames) {
        const topics = [...new Set(heardBy(service).map(topicOf))];
        if (topics.length > 0) await eventually(`that ${service} has seen it`, async () => ((await behindOf(stack.brokers, service, topics)) === 0 ? true : undefined));
      }
      await gone();

      const projections = await operator<{ service: string; name: string }[]>('GET', 'projections');
      expect(projections.length).toBeGreaterThanOrEqual(2);
      for (const { service, name } of projections) {
        for (const { replay } of await operator<{ replay: string | null }[]>('POST', `projections/${service}/rebuild?name=${name}`)) {
          if (replay !== null) await eventually(`replay ${replay} of ${service}`, async () => ((await operator<{ phase: string }>('GET', `replays/${service}/${replay}`)).phase === 'done' ? true : undefined), 120_000);
        }
      }
      await gone();
      expect((await stack.call('GET', `/api/v1/conversations/${calls.imported}/thread`)).body).toMatchObject({ status: 'erased', call: null, actions: [] });
      expect(await runCallmesh(stack.dataDir, 'audit', 'verify')).toMatchObject({ code: 0 });
      run.observe(`${ids.length} conversations; signed ${waited} s after the kills; ${late.length} late messages and a rebuild of ${projections.map(({ service, name }) => `${service}.${name}`).join(', ')} brought nothing back; runs out: ${JSON.stringify(receipt.runsOut)}`);
    },
  });
});
