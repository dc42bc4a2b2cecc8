const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;

/** MurmurHash2 as Kafka's default partitioner uses it (`org.apache.kafka.common.utils.Utils.murmur2`), 32 bits. */
function murmur2(data: Buffer): number {
  const { length } = data;
  let hash = SEED ^ length;
  const words = length >> 2;
  for (let i = 0; i < words; i += 1) {
    let k = Math.imul(data.readInt32LE(i * 4), M);
    k = Math.imul(k ^ (k >>> R), M);
    hash = Math.imul(hash, M) ^ k;
  }
  const rest = length & 3;
  const tail = words * 4;
  if (rest === 3) hash ^= (data[tail + 2] ?? 0) << 16;
  if (rest >= 2) hash ^= (data[tail + 1] ?? 0) << 8;
  if (rest >= 1) hash = Math.imul(hash ^ (data[tail] ?? 0), M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}

/** The partition of a key: the same on the embedded log and on Kafka. */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}
