import type { SparseWeights } from '../domain/learned/weight-table.js';
import { PHRASE_LABELS } from '../domain/phrases/phrase-model.js';

const BYTES_PER_ID = 4;

/**
 * The weights of a phrase model as a file: a line of JSON (labels, rows, units, bias), then for each row its word sequence as an unsigned 32-bit little-endian
 * number, then row by row one signed byte for each label.
 */
export function writeWeights({ rows, weights, units, bias }: SparseWeights): Buffer {
  const head = Buffer.from(`${JSON.stringify({ labels: PHRASE_LABELS, rows: rows.size, units, bias })}\n`);
  const ids = Buffer.alloc(rows.size * BYTES_PER_ID);
  for (const [id, row] of rows) ids.writeUInt32LE(id, row * BYTES_PER_ID);
  return Buffer.concat([head, ids, Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)]);
}

/**
 * Reads such a file.
 * @throws Error when it has other labels than this build, or is cut short.
 */
export function readWeights(file: Buffer): SparseWeights {
  const end = file.indexOf('\n');
  const head = JSON.parse(file.toString('utf8', 0, Math.max(0, end))) as { labels: string[]; rows: number; units: number[]; bias: number[] };
  const from = end + 1 + head.rows * BYTES_PER_ID;
  if (head.labels.join() !== PHRASE_LABELS.join()) throw new Error(`the phrase model knows ${head.labels.join(', ')}; this build wants ${PHRASE_LABELS.join(', ')}: fit it anew, npm run bench -- phrases --fit`);
  if (file.length !== from + head.rows * PHRASE_LABELS.length) throw new Error(`the phrase model has ${file.length} bytes instead of ${from + head.rows * PHRASE_LABELS.length}: it is cut short or spoilt, take it from the repository again`);
  const rows = new Map(Array.from({ length: head.rows }, (_, row) => [file.readUInt32LE(end + 1 + row * BYTES_PER_ID), row]));
  return { rows, weights: new Int8Array(file.buffer.slice(file.byteOffset + from, file.byteOffset + file.length)), units: head.units, bias: head.bias };
}
