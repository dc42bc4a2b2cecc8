import { NotFramed } from './contract.errors.js';

const PREFIX_BYTES = 5;

/** Confluent wire format: a zero byte, the schema id as four bytes big-endian, the Avro body. */
export function frame(schemaId: number, body: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(PREFIX_BYTES + body.length);
  framed.writeUInt8(0, 0);
  framed.writeUInt32BE(schemaId, 1);
  body.copy(framed, PREFIX_BYTES);
  return framed;
}

/**
 * Takes the prefix off; the body shares memory with `value`.
 * @throws NotFramed when the value is too short or starts with another byte.
 */
export function unframe(value: Buffer): { schemaId: number; body: Buffer } {
  if (value.length < PREFIX_BYTES) throw new NotFramed(`the value has ${value.length} bytes`);
  if (value[0] !== 0) throw new NotFramed(`the value starts with byte ${value[0]}`);
  return { schemaId: value.readUInt32BE(1), body: value.subarray(PREFIX_BYTES) };
}
