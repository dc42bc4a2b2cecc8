import type { Readable } from 'node:stream';
import type { ByteRange } from '@callmesh/claim-check';
import type { ClaimCheck } from '@callmesh/contracts';
import type { FastifyReply } from 'fastify';
import { readRange } from '../domain/audio/byte-range.js';

/** The part of audio that a `Range` header asks for; undefined: all of it, or nothing that there is. */
export function rangeOf(header: string | undefined, { bytes }: ClaimCheck): ByteRange | undefined {
  const wanted = readRange(header, bytes);
  return wanted.kind === 'part' ? wanted : undefined;
}

/**
 * Answers with audio, or the part of it that is asked for, as players expect it (RFC 9110).
 * @param open is called once, unless nothing of the range exists.
 */
export async function sendAudio(reply: FastifyReply, { bytes, mediaType, sha256 }: ClaimCheck, header: string | undefined, open: (part?: ByteRange) => Promise<Readable>): Promise<void> {
  const wanted = readRange(header, bytes);
  // It is one person's to hear, and may be gone tomorrow.
  const headers = { 'accept-ranges': 'bytes', 'cache-control': 'private, no-store', etag: `"${sha256}"` };
  if (wanted.kind === 'none') {
    await reply.code(416).headers({ ...headers, 'content-range': `bytes */${bytes}` }).send();
    return;
  }
  const part = wanted.kind === 'part' ? wanted : undefined;
  const content = await open(part);
  const length = part ? { 'content-length': part.to - part.from, 'content-range': `bytes ${part.from}-${part.to - 1}/${bytes}` } : { 'content-length': bytes };
  await reply.code(part ? 206 : 200).headers({ ...headers, 'content-type': mediaType, ...length }).send(content);
}
