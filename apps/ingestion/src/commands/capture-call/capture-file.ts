import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureCall } from './capture-call.handler.js';
import type { CaptureAnswer } from './submission.js';

/** Where a file's metadata may lie: `call.wav.meta.json`, or `call.meta.json` for `call.wav`. */
export function sidecarsOf(file: string): string[] {
  return [`${file}.meta.json`, `${file.slice(0, file.length - path.extname(file).length)}.meta.json`];
}

/**
 * @returns the metadata beside a file; undefined when there is none. A sidecar that is not a JSON object counts as metadata without any field,
 * so that the capture says what is missing.
 */
async function readSidecar(file: string): Promise<unknown> {
  for (const sidecar of sidecarsOf(file)) {
    const text = await readFile(sidecar, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) continue;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return {};
    }
  }
  return undefined;
}

/** Captures a file with the sidecar that lies beside it, unless metadata is given. The file stays where it is. */
export async function captureFile(
  captureCall: CaptureCall,
  file: { tenantId: string; connection: string; path: string; metadata?: unknown },
): Promise<CaptureAnswer> {
  const metadata = file.metadata ?? (await readSidecar(file.path));
  return captureCall.capture({
    tenantId: file.tenantId,
    connection: file.connection,
    fileName: path.basename(file.path),
    content: file.path,
    metadata,
    receivedAt: Date.now(),
  });
}
