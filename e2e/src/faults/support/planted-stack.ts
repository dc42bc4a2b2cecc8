import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { everyForm } from '../../privacy/every-form.js';
import { Needles } from '../../privacy/needles.js';
import { bytesOf, everyCell, openEverything, type Opened } from '../../privacy/open-everything.js';
import { startCollector, startModel, startSpeech, type OutsideServer } from '../../privacy/outside-servers.js';
import { plant, sentences, type PlantedCalls } from '../../privacy/planted-call.js';
import { beside } from '../../privacy/planted.js';
import { newDataDir, removeDataDir, superuserOf } from '../../support/callmesh-process.js';
import { processEnd } from '../../support/process-end.js';
import { startStack, type StackProcess } from '../../support/stack-process.js';

const needles = new Needles(everyForm);

/** The secrets in some content, each with how it was written. */
export const hitsIn = (content: Buffer | string): string[] => needles.in(content).map(({ needle, encoding }) => `${needle} (${encoding})`);

/** The distributed system, its logs at their most talkative, with secrets planted in calls on every road. */
export interface PlantedStack {
  readonly stack: StackProcess;
  readonly dataDir: string;
  /** The database as its superuser. */
  readonly admin: pg.Client;
  readonly calls: PlantedCalls;
  /** What outside servers were asked: a language model, a collector of traces. */
  readonly asked: () => Buffer[];
  /** All that any key opens. */
  opened(): Promise<Opened[]>;
  /** Tables in which a text stands in clear. */
  tablesWith(text: string): Promise<string[]>;
  /** Objects that lie in the bucket. */
  objects(): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts it on Kafka, registry, Postgres and S3, and hands the calls in. */
export async function startPlantedStack(): Promise<PlantedStack> {
  const dataDir = await newDataDir();
  const outside: OutsideServer[] = await Promise.all([startSpeech(sentences, { leastBytes: 100_000, refusal: beside.vendor.text }), startModel(), startCollector()]);
  const [speech, model, collector] = outside.map(({ url }) => url);
  const stack = await startStack(dataDir, { env: { WHISPER_URL: speech ?? '', LLM_BASE_URL: `${model ?? ''}/v1`, OTEL_EXPORTER_OTLP_ENDPOINT: collector ?? '', CALLMESH_LOG_LEVEL: 'trace' } });
  const admin = await superuserOf(dataDir);
  admin.on('error', () => undefined);
  const buckets = path.join(dataDir, 's3/buckets');
  return {
    stack,
    dataDir,
    admin,
    calls: await plant(stack, admin),
    asked: () => outside.slice(1).flatMap(({ requests }) => requests),
    async opened() {
      const { masterKey } = JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8')) as { masterKey: string };
      // Beside the bucket lie the server's own folders.
      const [bucket = ''] = (await readdir(buckets)).filter((name) => !name.startsWith('.'));
      return openEverything(admin, masterKey, path.join(buckets, bucket), await everyCell(admin));
    },
    tablesWith: async (text) => [...new Set((await everyCell(admin)).filter((cell) => bytesOf(cell).toString('latin1').includes(text)).map(({ table }) => table))],
    objects: () => readdir(buckets, { recursive: true }),
    async close() {
      await admin.end();
      stack.kill('SIGTERM');
      await stack.ended;
      await processEnd(dataDir);
      await Promise.all(outside.map((server) => server.close()));
      await removeDataDir(dataDir);
    },
  };
}
