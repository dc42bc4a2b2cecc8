import fc from 'fast-check';
import { Partitioners, type PartitionMetadata } from 'kafkajs';
import { partitionOf } from './murmur2.js';

describe('partition of a key', () => {
  it('is the one that Kafka’s default partitioner takes', () => {
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
