import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder, runs } from '../servers/processes.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const VERSION = '2.6.13.Final';

/** Everything that the registry tests write. */
export const apicurioHome = path.join(cacheFolder, 'apicurio');

const distribution = path.join(apicurioHome, VERSION);

/** Why the registry tier cannot run here; undefined when it can. Java 17 runs Apicurio, Maven fetches it the first time. */
export function apicurioMissing(): string | undefined {
  if (!runs('java', '-version')) return 'no Java found (install a Java 17 runtime, e.g. openjdk-17-jre-headless)';
  if (!existsSync(distribution) && !runs('mvn', '-v')) return 'no Maven found to fetch Apicurio with (install maven)';
  return undefined;
}

/** Fetches Apicurio (142 MB) if it is not there. @returns its jar. */
export async function apicurioJar(): Promise<string> {
  if (!existsSync(distribution)) await fetchApicurio();
  return path.join(distribution, `apicurio-registry-app-${VERSION}-runner.jar`);
}

async function fetchApicurio(): Promise<void> {
  const work = path.join(apicurioHome, `fetch-${process.pid}`);
  await mkdir(work, { recursive: true });
  try {
    await copyFile(path.join(here, 'pom.xml'), path.join(work, 'pom.xml'));
    await promisify(execFile)('mvn', ['-q', '-B', `-Dapicurio=${VERSION}`, 'dependency:unpack'], { cwd: work });
    await rename(path.join(work, 'unpacked'), distribution).catch((error: unknown) => {
      // Another run was faster: its files are the same.
      if (!existsSync(distribution)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
