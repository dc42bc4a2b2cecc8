import fc from 'fast-check';
import { Partitioners, type PartitionMetadata } from 'kafkajs';
import { partitionOf } from './murmur2.js';

fc.configureGlobal({ seed: Number(process.env.SEED) });

/** What `BuiltInPartitioner.partitionForKey` of the Java clients 3.9.1 and 4.1.1 answers for 1, 3, 6, 12 and 50 partitions. */
const java: readonly (readonly [key: string, partitions: readonly number[]])[] = [
  ['0d5f6a7c-2e11-5d0b-9a39-000000000001', [0, 1, 4, 4, 36]],
  ['0d5f6a7c-2e11-5d0b-9a39-000000000002', [0, 1, 4, 4, 18]],
  ['8c0b4c1e-6f0c-5f1a-9b65-3d9f1f7c2a44', [0, 1, 4, 10, 6]],
  ['a', [0, 1, 4, 4, 24]],
  ['ab', [0, 2, 2, 2, 34]],
  ['abc', [0, 0, 3, 3, 7]],
  ['abcd', [0, 2, 2, 8, 0]],
  ['ключ', [0, 2, 2, 8, 24]],
  ['naïve “text”', [0, 2, 5, 5, 7]],
  ['😀', [0, 0, 3, 9, 17]],
];

describe('partition of a key', () => {
  it.each(java)('of %s is the Java client’s (golden)', (key, expected) => {
    expect([1, 3, 6, 12, 50].map((count) => partitionOf(key, count))).toEqual(expected);
  });

  it('is the one that kafkajs takes', () => {
    const partition = Partitioners.DefaultPartitioner();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (key, count) => {
        const partitionMetadata = [...Array(count).keys()].map((partitionId) => ({ partitionId, leader: 1 }) as PartitionMetadata);
        expect(partitionOf(key, count)).toBe(partition({ topic: 't', partitionMetadata, message: { key, value: null } }));
      }),
      { numRuns: 500 },
    );
  });
});
