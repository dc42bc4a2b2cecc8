import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kafkaCache, type KafkaVersion } from './kafka-distribution.js';
import { ownerPid, startKafka } from './kafka-server.js';

/**
 * The plain one-node Kafka of this test run: started by the first spec that asks for the version, shared by the others, gone with the run. Specs use
 * topics and groups of their own, and do nothing to the broker itself.
 * @returns `host:port`.
 */
export async function sharedKafka(version: KafkaVersion = '3.9.1'): Promise<string> {
  const note = `shared-${version}`;
  for (const dir of await readdir(kafkaCache).catch(() => [])) {
    if (!dir.startsWith(`run-${ownerPid()}-`)) continue;
    const brokers = await readFile(path.join(kafkaCache, dir, note), 'utf8').catch(() => undefined);
    if (brokers !== undefined) return brokers;
  }
  const { brokers, dir } = await startKafka({ version });
  await writeFile(path.join(dir, note), brokers);
  return brokers;
}
