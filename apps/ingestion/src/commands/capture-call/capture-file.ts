import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureCall } from './capture-call.handler.js';
import { Unprocessable } from '../../domain/refusals.errors.js';
import type { CaptureAnswer } from './submission.js';

/** Where a file's metadata may lie: `call.wav.meta.json`, or `call.meta.json` for `call.wav`. */
export function sidecarsOf(file: string): string[] {
  return [`${file}.meta.json`, `${file.slice(0, file.length - path.extname(file).length)}.meta.json`];
}

/**
 * @returns the metadata beside a file; undefined when there is none.
 * @throws Unprocessable METADATA.UNREADABLE when the sidecar is no JSON object: it may say that consent was refused, so nothing is assumed over it.
 */
async function readSidecar(file: string): Promise<unknown> {
  for (const sidecar of sidecarsOf(file)) {
    const text = await readFile(sidecar, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text !== null) return parseSidecar(path.basename(sidecar), text.replace(/^\uFEFF/, ''));
  }
  return undefined;
}

function parseSidecar(name: string, text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Unprocessable('METADATA.UNREADABLE', `${name} cannot be read as JSON (${place(text, error)}): correct it`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Unprocessable('METADATA.UNREADABLE', `${name} is JSON but no object: write the metadata as {"callId": …, …}`);
}

/** Where it breaks off, without repeating what stands there. */
function place(text: string, error: unknown): string {
  const position = /position (\d+)/.exec((error as Error).message)?.[1];
  if (position === undefined) return text.trim() === '' ? 'it is empty' : 'it ends too early';
  return `at line ${text.slice(0, Number(position)).split('\n').length}`;
}

/** Captures a file with the sidecar that lies beside it, unless metadata is given. The file stays where it is. */
export async function captureFile(
  captureCall: CaptureCall,
  file: { tenantId: string; connection: string; path: string; metadata?: unknown },
): Promise<CaptureAnswer> {
  const input = { tenantId: file.tenantId, connection: file.connection, fileName: path.basename(file.path), content: file.path, receivedAt: Date.now() };
  try {
    return await captureCall.capture({ ...input, metadata: file.metadata ?? (await readSidecar(file.path)) });
  } catch (error) {
    if (!(error instanceof Unprocessable) || error.code !== 'METADATA.UNREADABLE') throw error;
    return captureCall.capture({ ...input, metadata: undefined, unreadable: error });
  }
}
