import { randomBytes } from 'node:crypto';
import { deriveKey, open, seal, TAG_BYTES } from './aead.js';
import { markLast, rechunk } from './rechunk.js';
import { uuidBytes } from './sealed-text.js';

/*
 * A stored object: header, then frames of 64 KiB clear bytes, each sealed by AES-256-GCM under a key of this object alone
 * (HKDF over the conversation's key, a random salt and the object's name). The nonce is the frame's number and a mark on the
 * last one, as in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a frame that was changed, moved, dropped
 * or cut off does not open. The header is bound to every frame as associated data.
 *
 *   header  "CMOB" | format version u8 | key id 16 bytes | salt 32 bytes
 *   frame   ciphertext (65,536 bytes; the last one 0–65,536) | tag 16 bytes
 */
const MAGIC = Buffer.from('CMOB', 'ascii');
const FORMAT_VERSION = 1;
const KEY_ID_BYTES = 16;
const SALT_BYTES = 32;
const KEY_ID_AT = MAGIC.length + 1;
const SALT_AT = KEY_ID_AT + KEY_ID_BYTES;
/** Sealed bytes before the first frame. */
export const HEADER_BYTES = SALT_AT + SALT_BYTES;

/** Clear bytes in a full frame. */
export const FRAME_BYTES = 64 * 1024;

/** The key an object is sealed with, and the name it is bound to. */
export interface ObjectKey {
  /** UUID of the conversation's key. */
  readonly keyId: string;
  readonly key: Buffer;
  /** `claim://…` of the object. */
  readonly uri: string;
}

/** The bytes are not the object that was stored under this name; the message says in which way. */
export class BrokenObject extends Error {}

const objectKey = (target: ObjectKey, salt: Buffer): Buffer => deriveKey(target.key, salt, `callmesh object ${FORMAT_VERSION} ${target.uri}`);

function nonceOf(frame: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(frame, 7);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

/** Seals a byte stream; holds two frames in memory, whatever its length. */
export async function* sealObject(clear: AsyncIterable<Buffer>, target: ObjectKey): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const header = Buffer.concat([MAGIC, Buffer.from([FORMAT_VERSION]), uuidBytes(target.keyId), salt]);
  const key = objectKey(target, salt);
  yield header;
  let frame = 0;
  for await (const { block, last } of markLast(rechunk(clear, FRAME_BYTES, FRAME_BYTES))) {
    yield seal(key, nonceOf(frame, last), block, header);
    frame += 1;
  }
  if (frame === 0) yield seal(key, nonceOf(0, true), Buffer.alloc(0), header);
}

/**
 * Opens what {@link sealObject} made, frame by frame.
 * @throws BrokenObject on the first frame that is not the one that was written there.
 */
export async function* openObject(sealed: AsyncIterable<Buffer>, target: ObjectKey): AsyncGenerator<Buffer> {
  let header: Buffer | undefined;
  let key: Buffer = Buffer.alloc(0);
  let frame = 0;
  for await (const { block, last } of markLast(rechunk(sealed, HEADER_BYTES, FRAME_BYTES + TAG_BYTES))) {
    if (!header) {
      header = checkedHeader(block, target);
      key = objectKey(target, header.subarray(SALT_AT));
      continue;
    }
    const clear = open(key, nonceOf(frame, last), block, header);
    if (!clear) throw new BrokenObject(`frame ${frame} does not open: it was changed, moved, or the object is cut off after it`);
    yield clear;
    frame += 1;
  }
  if (frame === 0) throw new BrokenObject('it holds no frame: the object is cut off');
}

/** Which frames hold a range of an object's clear bytes, and where they lie. */
export interface FrameRange {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
  /** Frames of the whole object. */
  readonly total: number;
  /** Place in the sealed object. */
  readonly sealed: { readonly from: number; readonly to: number };
}

/** @param clearBytes length of the whole object. */
export function framesOf({ from, to }: { readonly from: number; readonly to: number }, clearBytes: number): FrameRange {
  const total = Math.max(1, Math.ceil(clearBytes / FRAME_BYTES));
  const first = Math.min(total - 1, Math.floor(from / FRAME_BYTES));
  const end = Math.min(total, Math.max(first + 1, Math.ceil(to / FRAME_BYTES)));
  const at = (frame: number): number => HEADER_BYTES + frame * (FRAME_BYTES + TAG_BYTES);
  return { first, end, total, sealed: { from: at(first), to: end === total ? HEADER_BYTES + clearBytes + total * TAG_BYTES : at(end) } };
}

/**
 * Opens some frames of what {@link sealObject} made.
 * @param header the object's first {@link HEADER_BYTES}.
 * @param sealed the bytes that {@link framesOf} names.
 * @throws BrokenObject
 */
export async function* openFrames(header: Buffer, sealed: AsyncIterable<Buffer>, { first, end, total }: FrameRange, target: ObjectKey): AsyncGenerator<Buffer> {
  const key = objectKey(target, checkedHeader(header, target).subarray(SALT_AT));
  let frame = first;
  for await (const block of rechunk(sealed, FRAME_BYTES + TAG_BYTES, FRAME_BYTES + TAG_BYTES)) {
    const clear = open(key, nonceOf(frame, frame === total - 1), block, header);
    if (!clear) throw new BrokenObject(`frame ${frame} does not open: it was changed, moved, or the object is cut off`);
    yield clear;
    frame += 1;
  }
  if (frame !== end) throw new BrokenObject(`frame ${frame} is missing: the object is cut off`);
}

function checkedHeader(header: Buffer, target: ObjectKey): Buffer {
  if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) throw new BrokenObject('it has no callmesh object header');
  const version = header[MAGIC.length];
  if (version !== FORMAT_VERSION) throw new BrokenObject(`its format version is ${version}, this build reads ${FORMAT_VERSION}`);
  if (!header.subarray(KEY_ID_AT, SALT_AT).equals(uuidBytes(target.keyId))) throw new BrokenObject('it is sealed with the key of another conversation');
  return header;
}
