import { topicDeclaration } from '@callmesh/contracts';
import { differences, type FoundTopic } from './topic-check.js';

const calls = topicDeclaration('calls');
const asDeclared: FoundTopic = { partitions: calls.partitions, replicas: 3, retentionMs: calls.retentionMs, cleanupPolicy: 'delete', inSync: 2 };
const judge = (found: Partial<FoundTopic>): string[] => differences(calls, { ...asDeclared, ...found }, 3).map(({ unsafe, message }) => `${unsafe ? 'unsafe' : 'told'}: ${message.slice('topic calls '.length, 60)}`);

describe('a topic that exists', () => {
  it('is fine as it was declared', () => {
    expect(judge({})).toEqual([]);
  });

  it.each([
    ['compaction', { cleanupPolicy: 'compact' }, 'unsafe: has cleanup.policy compact, which drops events'],
    ['a shorter retention', { retentionMs: 3_600_000 }, 'unsafe: keeps messages for 60 min and not 43200 min'],
    ['fewer replicas', { replicas: 1 }, 'unsafe: has 1 replica(s) and not 3: the loss of a broker'],
    ['a longer retention', { retentionMs: -1 }, 'told: keeps messages for ever, longer than erasure'],
    ['other partitions', { partitions: 2 }, 'told: has 2 partition(s) and not 6. More instances'],
    ['one replica that acknowledges', { inSync: 1 }, 'told: acknowledges what one replica of 3 has'],
  ])('with %s', (_, found, expected) => {
    expect(judge(found)).toEqual([expect.stringContaining(expected.slice(0, 50))]);
  });

  it('keeps the replicas that it has where nobody said how many', () => {
    expect(differences(calls, { ...asDeclared, replicas: 1 }, undefined)).toEqual([]);
  });
});
