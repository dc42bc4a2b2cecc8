import type { SparseWeights } from '../domain/learned/weight-table.js';

const BYTES_PER_ID = 4;

/**
 * The weights of a model as a file: a line of JSON (labels, rows, units, bias), then for each row its feature as an unsigned 32-bit little-endian number,
 * then row by row one signed byte for each label.
 */
export function writeWeights({ rows, weights, units, bias }: SparseWeights, labels: readonly string[]): Buffer {
  const head = Buffer.from(`${JSON.stringify({ labels, rows: rows.size, units, bias })}\n`);
  const ids = Buffer.alloc(rows.size * BYTES_PER_ID);
  for (const [id, row] of rows) ids.writeUInt32LE(id, row * BYTES_PER_ID);
  return Buffer.concat([head, ids, Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)]);
}

/**
 * Reads such a file.
 * @param model its name, and that of the bench that fits it.
 * @throws Error when it has other labels than this build, or is cut short.
 */
export function readWeights(file: Buffer, labels: readonly string[], model: string): SparseWeights {
  const end = file.indexOf('\n');
  const head = JSON.parse(file.toString('utf8', 0, Math.max(0, end))) as { labels: string[]; rows: number; units: number[]; bias: number[] };
  const from = end + 1 + head.rows * BYTES_PER_ID;
  if (head.labels.join() !== labels.join()) throw new Error(`the model ${model} knows ${head.labels.join(', ')}; this build wants ${labels.join(', ')}: fit it anew, npm run bench -- ${model} --fit`);
  if (file.length !== from + head.rows * labels.length) throw new Error(`the model ${model} has ${file.length} bytes instead of ${from + head.rows * labels.length}: it is cut short or spoilt, take it from the repository again`);
  const rows = new Map(Array.from({ length: head.rows }, (_, row) => [file.readUInt32LE(end + 1 + row * BYTES_PER_ID), row]));
  return { rows, weights: new Int8Array(file.buffer.slice(file.byteOffset + from, file.byteOffset + file.length)), units: head.units, bias: head.bias };
}
