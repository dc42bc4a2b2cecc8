import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Root of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');

/** What sound is made with, the engine that hears it, and what transcription makes of its answer. */
const PLACES = ['tools/samples', 'engines/whisper', 'engines/whisper/callmesh_whisper', 'apps/transcription/src/adapters/speech'];

/** Digest of everything that decides what is heard for a text: a change of any of it is heard anew. */
export async function engineStamp(): Promise<string> {
  const hash = createHash('sha256').update(await fliteVersion());
  for (const place of PLACES) {
    for (const file of (await readdir(path.join(root, place))).sort()) {
      if (/(?<!\.spec)\.(?:py|txt|mjs|ts)$/.test(file)) hash.update(file).update(await readFile(path.join(root, place, file)));
    }
  }
  return hash.digest('hex');
}

/** It tells its version and ends with an exit code as after a fault. */
const fliteVersion = (): Promise<string> => promisify(execFile)('flite', ['--version']).then(({ stdout }) => stdout, (error: { stdout?: string }) => error.stdout ?? '');
