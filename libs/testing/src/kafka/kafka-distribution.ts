import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Everything that the Kafka tests write: the jars once a version, a folder per run. */
export const kafkaCache = path.resolve(here, '../../../../.cache/kafka');

/** Kafka versions that the adapter is proved on: the last line of 3.x, and 4.x. */
export const kafkaVersions = ['3.9.1', '4.1.1'] as const;

/** A Kafka that can be started here. */
export type KafkaVersion = (typeof kafkaVersions)[number];

const jarsOf = (version: KafkaVersion): string => path.join(kafkaCache, `kafka-${version}`);

/**
 * Why the Kafka tier cannot run here; undefined when it can. Java 17 runs the broker, Maven fetches it the first time.
 */
export function kafkaMissing(): string | undefined {
  if (!runs('java', '-version')) return 'no Java found (install a Java 17 runtime, e.g. openjdk-17-jre-headless)';
  if (!kafkaVersions.every((version) => existsSync(jarsOf(version))) && !runs('mvn', '-v')) return 'no Maven found to fetch Kafka with (install maven)';
  return undefined;
}

/** Fetches Kafka with its runtime dependencies if it is not there. @returns the class path. */
export async function kafkaClassPath(version: KafkaVersion): Promise<string> {
  const jars = jarsOf(version);
  if (!existsSync(jars)) await fetchKafka(version, jars);
  return path.join(jars, '*');
}

async function fetchKafka(version: KafkaVersion, jars: string): Promise<void> {
  const work = path.join(kafkaCache, `fetch-${version}-${process.pid}`);
  await mkdir(work, { recursive: true });
  try {
    await copyFile(path.join(here, 'pom.xml'), path.join(work, 'pom.xml'));
    const copied = ['-q', '-B', `-Dkafka.version=${version}`, 'dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'];
    await promisify(execFile)('mvn', copied, { cwd: work });
    await rename(path.join(work, 'jars'), jars).catch((error: unknown) => {
      // Another run was faster: its jars are the same.
      if (!existsSync(jars)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function runs(command: string, argument: string): boolean {
  return spawnSync(command, [argument], { stdio: 'ignore' }).status === 0;
}
