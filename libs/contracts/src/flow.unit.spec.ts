import { flow, heardBy, topicOf } from './flow.js';
import { schemaVersions } from './generated/schemas.js';
import { isKnownType } from './schema-versions.js';

describe('the flow', () => {
  it('has each event type once, and each type has a schema', () => {
    const types = flow.map(({ type }) => type).sort();
    expect(types).toEqual([...new Set(schemaVersions.map(({ type }) => type))].sort());
  });

  it('has one writer for each topic', () => {
    const writers = new Map<string, Set<string>>();
    for (const { topic, emittedBy } of flow) writers.set(topic, (writers.get(topic) ?? new Set()).add(emittedBy));
    expect([...writers].map(([topic, names]) => [topic, [...names]])).toEqual([
      ['calls', ['ingestion']],
      ['transcripts', ['transcription']],
      ['insights', ['extraction']],
      ['actions', ['human-review']],
      ['crm', ['crm-sync']],
    ]);
  });

  it('lets crm-sync hear reviewed actions, what is to be erased, and that a call is there, so that nothing reaches a CRM past the review', () => {
    expect(heardBy('crm-sync')).toEqual(['call.recorded.v1', 'conversation.erased.v1', 'action.reviewed.v1']);
  });

  it('lets nobody hear himself, and insights hear everything', () => {
    expect(flow.filter(({ emittedBy, heardBy: listeners }) => (listeners as readonly string[]).includes(emittedBy))).toEqual([]);
    const facts = new Set(flow.map(({ type }) => type.replace(/\.v\d+$/, '')));
    expect(heardBy('insights').map((type) => type.replace(/\.v\d+$/, ''))).toEqual([...facts]);
    expect(heardBy('insights')).toEqual(expect.arrayContaining(['callback.requested.v1']));
  });

  it('tells known types from unknown ones', () => {
    expect([isKnownType('call.recorded.v1'), isKnownType('call.recorded.v2'), isKnownType('toString')]).toEqual([true, false, false]);
    expect(topicOf('crm.record-updated.v1')).toBe('crm');
  });
});
