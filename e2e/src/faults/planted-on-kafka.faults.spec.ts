import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { apicurioMissing, kafkaMissing, versitygwMissing } from '@callmesh/testing';
import type pg from 'pg';
import { askEverything, askWrongly, type Answer } from '../privacy/ask-everything.js';
import { everyForm } from '../privacy/every-form.js';
import { Needles } from '../privacy/needles.js';
import { bytesOf, everyCell, openEverything } from '../privacy/open-everything.js';
import { startCollector, startModel, startSpeech, type OutsideServer } from '../privacy/outside-servers.js';
import { plant, sentences } from '../privacy/planted-call.js';
import { beside } from '../privacy/planted.js';
import { everyMessage, type TopicMessage } from '../privacy/topic-messages.js';
import { newDataDir, removeDataDir, superuserOf } from '../support/callmesh-process.js';
import { processEnd } from '../support/process-end.js';
import { startStack, type StackProcess } from '../support/stack-process.js';
import { scenario } from './support/scenario.js';

const missing = kafkaMissing() ?? apicurioMissing() ?? versitygwMissing();
const needles = new Needles(everyForm);
const hitsIn = (content: Buffer | string): string[] => needles.in(content).map(({ needle, encoding }) => `${needle} (${encoding})`);
/** Kept as it was received, until its work is done or its retention over. */
const AS_RECEIVED = /^object (original|audio|quarantined)\.(?!redacted)|^column ingestion\.quarantine$/;

describe('secrets on Kafka, registry, Postgres and S3', () => {
  let dataDir: string;
  let stack: StackProcess;
  let outside: OutsideServer[] = [];
  let admin: pg.Client;

  beforeAll(async () => {
    if (missing) return;
    dataDir = await newDataDir();
    outside = await Promise.all([startSpeech(sentences, { leastBytes: 100_000, refusal: beside.vendor.text }), startModel(), startCollector()]);
    const [speech, model, collector] = outside.map(({ url }) => url);
    stack = await startStack(dataDir, { env: { WHISPER_URL: speech ?? '', LLM_BASE_URL: `${model ?? ''}/v1`, OTEL_EXPORTER_OTLP_ENDPOINT: collector ?? '', CALLMESH_LOG_LEVEL: 'trace' } });
    admin = await superuserOf(dataDir);
    admin.on('error', () => undefined);
  }, 240_000);

  afterAll(async () => {
    if (!stack) return;
    await admin.end();
    stack.kill('SIGTERM');
    await stack.ended;
    await processEnd(dataDir);
    await Promise.all(outside.map((server) => server.close()));
    await removeDataDir(dataDir);
  }, 120_000);

  const whole = (message: TopicMessage): Buffer => Buffer.concat([Buffer.from(`${message.key} ${JSON.stringify(message.headers)} `), message.value]);
  const opened = async (): ReturnType<typeof openEverything> => {
    const { masterKey } = JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8')) as { masterKey: string };
    // Beside the bucket lie the server's own folders.
    const [bucket = ''] = (await readdir(path.join(dataDir, 's3/buckets'))).filter((name) => !name.startsWith('.'));
    return openEverything(admin, masterKey, path.join(dataDir, 's3/buckets', bucket), await everyCell(admin));
  };

  scenario({
    fault: 'fifty secrets in calls, on every road that a call can take',
    injected: 'nothing: topics, dead letters, database, bucket, logs of every process, HTTP answers and traces are searched for them',
    missing,
    run: async (run) => {
      const calls = await plant(stack, admin);
      const answers: Answer[] = [...(await askEverything(stack, Object.values(calls))), ...(await askWrongly(stack))];
      await admin.query('checkpoint');
      const before = await everyMessage(stack.brokers);
      const cells = await everyCell(admin);
      const found = new Set([
        ...answers.flatMap(({ address, text }) => hitsIn(text).map((hit) => `answer ${address}: ${hit}`)),
        ...before.flatMap((message) => hitsIn(whole(message)).map((hit) => `topic ${message.topic}: ${hit}`)),
        ...cells.flatMap((cell) => hitsIn(bytesOf(cell)).map((hit) => `table ${cell.table}: ${hit}`)),
        ...outside.slice(1).flatMap(({ requests }) => requests.flatMap((body) => hitsIn(body).map((hit) => `outside: ${hit}`))),
      ]);
      let bytes = 0;
      for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const content = await readFile(path.join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
        bytes += content.length;
        for (const hit of hitsIn(content)) found.add(`file ${path.relative(dataDir, path.join(entry.parentPath, entry.name))}: ${hit}`);
      }
      expect([...found]).toEqual([]);
      const clear = await opened();
      expect([...new Set(clear.filter(({ where }) => where !== 'vault' && !AS_RECEIVED.test(where)).flatMap(({ where, clear: text }) => hitsIn(text).map((hit) => `${where}: ${hit}`)))]).toEqual([]);
      // What is looked for can be found, and every place was there.
      expect(clear.filter(({ where }) => where.startsWith('object original')).flatMap(({ clear: text }) => hitsIn(text))).toContain('leopold ashcombe (as it is)');
      for (const topic of ['calls', 'transcripts', 'insights', 'actions', 'transcripts.dlq']) expect([topic, before.some((message) => message.topic === topic)]).toEqual([topic, true]);
      expect([answers.filter(({ status }) => status === 200).length > 30, bytes > 100_000_000, cells.length > 1_000]).toEqual([true, true, true]);
      run.observe(`0 in clear in ${before.length} messages of ${new Set(before.map(({ topic }) => topic)).size} topics, ${cells.length} cells, ${answers.length} answers, ${(bytes / 1e6).toFixed(0)} MB of files`);
    },
  });
});
