import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, runs } from '../servers/processes.js';

const VERSION = 'v1.8.0';

/** Everything that the S3 tests write. */
export const versitygwHome = path.join(cacheFolder, 'versitygw');

const binary = path.join(versitygwHome, VERSION, process.platform === 'win32' ? 'versitygw.exe' : 'versitygw');

/** Why the S3 tier cannot run here; undefined when it can. Go builds the server the first time, which takes about a minute. */
export function versitygwMissing(): string | undefined {
  return existsSync(binary) || runs('go', 'version') ? undefined : 'no Go found to build the S3 server versitygw with (install Go 1.25 or newer)';
}

/** Builds versitygw if it is not there. @returns its binary. */
export async function versitygwBinary(): Promise<string> {
  if (!existsSync(binary)) await buildVersitygw();
  return binary;
}

async function buildVersitygw(): Promise<void> {
  const work = path.join(versitygwHome, `build-${process.pid}`);
  await mkdir(path.dirname(binary), { recursive: true });
  try {
    await promisify(execFile)('go', ['install', `github.com/versity/versitygw/cmd/versitygw@${VERSION}`], { env: { ...process.env, GOBIN: work } });
    await rename(path.join(work, path.basename(binary)), binary);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
