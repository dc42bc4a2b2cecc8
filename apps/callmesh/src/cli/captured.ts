import { openAsBlob } from 'node:fs';
import { access, constants, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ApiClient } from './api-client.js';
import { CliError, EXIT } from './cli.errors.js';

/** What the instance says of an upload. */
export interface CaptureAnswer {
  readonly conversationId: string;
  readonly status: 'accepted' | 'duplicate' | 'quarantined' | 'refused';
  readonly assumed?: readonly string[];
  readonly code?: string;
  readonly reason?: string;
  readonly missing?: readonly string[];
}

/** Uploads one recording or transcript with the metadata that lies beside it. */
export async function uploadCall(api: ApiClient, file: string, connection: string): Promise<CaptureAnswer> {
  const form = new FormData();
  form.set('connection', connection);
  const metadata = await sidecarOf(file);
  if (metadata !== undefined) form.set('metadata', JSON.stringify(metadata));
  const { mtime } = await readable(file);
  form.set('fileTime', mtime.toISOString());
  // The file last: what it is to be captured as is known when its bytes arrive. It is streamed, not read into memory.
  form.set('file', await openAsBlob(file), path.basename(file));
  return api.call<CaptureAnswer>('/calls', { method: 'POST', body: form });
}

async function readable(file: string): Promise<{ mtime: Date }> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
  // Opened only while it is sent, where a refusal would look like a broken connection.
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
  if (!found.isFile()) throw new CliError('FILE.UNREADABLE', `${file} is no file`, 'name recordings or transcripts', EXIT.usage);
  return found;
}

const unreadable = (file: string, { code, message }: NodeJS.ErrnoException): CliError =>
  new CliError('FILE.UNREADABLE', `${file} cannot be read (${code ?? message})`, 'check the path and its permissions', EXIT.usage);

/**
 * The metadata of `call.wav`, from `call.wav.meta.json` or `call.meta.json`.
 * @throws CliError when it is there and is no JSON object.
 */
async function sidecarOf(file: string): Promise<object | undefined> {
  for (const sidecar of [`${file}.meta.json`, `${file.slice(0, file.length - path.extname(file).length)}.meta.json`]) {
    const text = await readFile(sidecar, 'utf8').catch((error: NodeJS.ErrnoException) => {
      // A name that is too long with the suffix has no sidecar. One that cannot be read may say that consent was refused: nothing is assumed over it.
      if (error.code === 'ENOENT' || error.code === 'ENAMETOOLONG') return undefined;
      throw new CliError('FILE.BAD_METADATA', `${sidecar} cannot be read (${error.code ?? error.message})`, 'check its permissions', EXIT.failed);
    });
    if (text === undefined) continue;
    const value = parsed(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw new CliError('FILE.BAD_METADATA', `${sidecar} is no JSON object`, 'mend it, or remove it to have the metadata assumed', EXIT.failed);
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
