import type { Readable } from 'node:stream';
import type { ByteRange } from '@callmesh/claim-check';
import type { ClaimCheck } from '@callmesh/contracts';
import { readRange } from './byte-range.js';

/** What is needed of Fastify's reply. */
export interface ObjectReply {
  code(status: number): ObjectReply;
  headers(values: Readonly<Record<string, string | number>>): ObjectReply;
  send(content?: Readable): unknown;
}

/** The part of a stored object that a `Range` header asks for; undefined: all of it, or nothing that there is. */
export function rangeOf(header: string | undefined, { bytes }: ClaimCheck): ByteRange | undefined {
  const wanted = readRange(header, bytes);
  return wanted.kind === 'part' ? wanted : undefined;
}

/**
 * Answers with a stored object, or the part of it that is asked for, as players expect it (RFC 9110).
 * @param reply Fastify's, as a handler gets it with `@Res()`.
 * @param open is called once, unless nothing of the range exists.
 */
export async function sendObject(reply: ObjectReply, { bytes, mediaType, sha256 }: ClaimCheck, header: string | undefined, open: (part?: ByteRange) => Promise<Readable>): Promise<void> {
  const wanted = readRange(header, bytes);
  // It is one person's to hear, and may be gone tomorrow.
  const headers = { 'accept-ranges': 'bytes', 'cache-control': 'no-store', etag: `"${sha256}"` };
  if (wanted.kind === 'none') {
    await reply.code(416).headers({ ...headers, 'content-range': `bytes */${bytes}` }).send();
    return;
  }
  const part = wanted.kind === 'part' ? wanted : undefined;
  const content = await open(part);
  const length: Record<string, string | number> = part ? { 'content-length': part.to - part.from, 'content-range': `bytes ${part.from}-${part.to - 1}/${bytes}` } : { 'content-length': bytes };
  await reply.code(part ? 206 : 200).headers({ ...headers, 'content-type': mediaType, ...length }).send(content);
}
