import { encodeEvent } from './codec.js';
import { flow } from './flow.js';
import type { EventType } from './flow.js';
import type { ActionDraftedV1 } from './generated/events.js';
import { hasPersonal, mapPersonal } from './personal.js';
import { currentVersion, writtenVersion } from './schema-versions.js';
import { fixtures, payload } from './testing/fixtures.js';

describe('personal fields', () => {
  it('are mapped wherever they are: top level, nullable, in records of lists of records', () => {
    const before = payload('action.drafted.v1');
    const seen: string[] = [];
    const after = mapPersonal('action.drafted.v1', before, (text) => {
      seen.push(text);
      return '***';
    });
    expect(seen).toEqual(['cancelled', 'none', 'Cancel order A-1042.', 'two orders were named', 'please cancel order A-1042 … yes, that one']);
    expect(after.target.fields).toEqual([
      { field: 'status', before: null, after: '***' },
      { field: 'reason', before: '***', after: null },
    ]);
    expect(after).toMatchObject({ summary: '***', doubt: '***', kind: 'cancel-order', customer: before.customer });
    expect(before).toEqual(payload('action.drafted.v1'));
  });

  it.each(fixtures.filter(({ type, minor }) => minor <= writtenVersion(type).minor).map(({ type, data }) => [type, data] as const))('%s stays encodable, and holds none of the texts, once they are sealed', (type, data) => {
    const texts: string[] = [];
    const sealed = mapPersonal(type, data, (text) => {
      texts.push(text);
      return Buffer.from(`sealed ${texts.length}`).toString('base64');
    });
    const { body } = encodeEvent(type, sealed);
    for (const text of texts.filter((candidate) => candidate.length > 12)) expect(body.includes(text)).toBe(false);
    expect(texts.length > 0).toBe(hasPersonal(type));
  });

  it('of a malformed payload are passed over, so that encoding refuses it with its path', () => {
    for (const [spoilt, path] of [[{ summary: 5 }, 'summary'], [{ evidence: null }, 'evidence'], [{ evidence: [null] }, 'evidence[0]'], [{ target: 'x' }, 'target']] as const) {
      const data = { ...payload('action.drafted.v1'), ...spoilt } as unknown as ActionDraftedV1;
      expect(() => encodeEvent('action.drafted.v1', mapPersonal('action.drafted.v1', data, () => '***'))).toThrow(expect.objectContaining({ path }));
    }
  });

  it('are all that the schemas mark', () => {
    const marked = (type: EventType): boolean => JSON.stringify(currentVersion(type).schema).includes('"personal":true');
    expect(flow.map(({ type }) => [type, hasPersonal(type)])).toEqual(flow.map(({ type }) => [type, marked(type)]));
  });
});
