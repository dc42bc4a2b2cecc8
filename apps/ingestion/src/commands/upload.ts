import '@fastify/multipart';
import type { Readable } from 'node:stream';
import { DomainError } from '@callmesh/event-sourcing';
import type { FastifyRequest } from 'fastify';
import type { ReceivedBytes } from '../adapters/intake/byte-intake.js';

/** What a multipart request brought. The caller closes the file's bytes. */
export interface Upload {
  readonly fields: UploadFields;
  readonly file: { readonly name: string | null; readonly bytes: ReceivedBytes } | null;
}

export interface UploadFields {
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly connection: string | undefined;
  /** When the file was last changed where it came from, ms since the epoch; stands in for the call's time on connections that assume it. */
  readonly fileTime: number | undefined;
}

/**
 * Reads a multipart request part by part; the file goes to `receive` as it arrives, with the fields that came before it.
 * @throws DomainError REQUEST.INVALID; whatever `receive` throws. Nothing is left open then.
 */
export async function readUpload(request: FastifyRequest, receive: (content: Readable, before: UploadFields) => Promise<ReceivedBytes>): Promise<Upload> {
  const raw: Record<string, string> = {};
  let file: Upload['file'] = null;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') raw[part.fieldname] = String(part.value);
      else if (part.fieldname !== 'file') throw invalid(`"${part.fieldname.slice(0, 40)}" is a file, but the recording belongs in the field "file"`);
      else if (file) throw invalid('there are two files: send one call per request');
      else file = { name: part.filename || null, bytes: await whole(part.file, receive(part.file, fieldsOf(raw))) };
    }
    return { fields: fieldsOf(raw), file };
  } catch (error) {
    await file?.bytes.close();
    // What is left of a body that was begun would stall the connection, and with it the caller's next request.
    request.raw.unpipe();
    request.raw.resume();
    if (error instanceof Ours) throw error.cause;
    // What the parser throws carries no status, and its words may repeat what was sent.
    throw error instanceof DomainError || hasStatus(error) ? error : invalid('the multipart body cannot be read: does it end with the boundary that its content type names?');
  }
}

/** An error of taking the bytes in, apart from those of the parser. */
class Ours extends Error {}

async function whole<T>(content: Readable, work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    // The stream's own error, not one that it was destroyed with afterwards.
    throw content.errored === cause ? invalid('it broke off before its end: send it again') : new Ours('receiving failed', { cause });
  });
}

const hasStatus = (error: unknown): boolean => typeof (error as { statusCode?: unknown } | null)?.statusCode === 'number';

function fieldsOf({ metadata, connection, fileTime }: Readonly<Record<string, string>>): UploadFields {
  return { metadata: metadata === undefined || metadata.trim() === '' ? undefined : parseMetadata(metadata), connection: connection?.trim() || undefined, fileTime: fileTime === undefined ? undefined : parseTime(fileTime) };
}

/** @throws DomainError REQUEST.INVALID */
function parseMetadata(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw invalid('the field "metadata" must hold a JSON object');
}

const LATEST_FILE_TIME = Date.UTC(2100, 0, 1);

/** @throws DomainError REQUEST.INVALID */
function parseTime(text: string): number {
  const time = Date.parse(text);
  if (!(time >= 0 && time < LATEST_FILE_TIME)) throw invalid('the field "fileTime" must hold a time (ISO 8601) from 1970 to 2099');
  return time;
}

const invalid = (problem: string): DomainError => new DomainError('REQUEST.INVALID', `the upload does not fit: ${problem}`);
