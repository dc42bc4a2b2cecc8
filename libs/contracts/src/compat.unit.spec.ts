import { incompatibilities } from '../../../tools/contracts/compat.mjs';
import { avroResolver, avroType } from './avro-types.js';

type Field = { name: string; type: unknown; default?: unknown; aliases?: string[]; personal?: boolean; doc?: string };

const field = (name: string, type: unknown, more: Partial<Field> = {}): Field => ({ name, type, ...more });
const record = (...fields: Field[]) => ({ type: 'record', name: 'OrderCancelled', namespace: 'callmesh.order.v1', fields });
const size = (...symbols: string[]) => ({ type: 'enum', name: 'Size', symbols });
const party = (...fields: Field[]) => ({ type: 'record', name: 'Party', namespace: 'callmesh.common.v1', fields });
const id = field('id', 'string');
const stamp = { type: 'long', logicalType: 'timestamp-millis' };

interface Change {
  readonly older: object;
  readonly newer: object;
  /** A value of each side, to see that avsc agrees. */
  readonly values?: readonly [object, object];
}

const allowed: Record<string, Change> = {
  'nothing at all': { older: record(id), newer: record(id), values: [{ id: 'a' }, { id: 'b' }] },
  'a nullable field more': { older: record(id), newer: record(id, field('note', ['null', 'string'], { default: null })), values: [{ id: 'a' }, { id: 'b', note: 'n' }] },
  'a defaulted field more, in front': { older: record(id), newer: record(field('tries', 'int', { default: 1 }), id), values: [{ id: 'a' }, { id: 'b', tries: 3 }] },
  'a field less that had a default': { older: record(id, field('note', ['null', 'string'], { default: null })), newer: record(id), values: [{ id: 'a', note: 'n' }, { id: 'b' }] },
  'a symbol more where the enum has a default': {
    older: record(field('size', { ...size('S', 'M'), default: 'S' })),
    newer: record(field('size', { ...size('S', 'M', 'L'), default: 'S' })),
    values: [{ size: 'M' }, { size: 'L' }],
  },
  'a nullable field more in a record inside a list': {
    older: record(field('parties', { type: 'array', items: party(id) })),
    newer: record(field('parties', { type: 'array', items: party(id, field('role', ['null', 'string'], { default: null })) })),
    values: [{ parties: [{ id: 'a' }] }, { parties: [{ id: 'b', role: 'x' }] }],
  },
  'other words in the documentation': { older: record({ ...id, doc: 'The id.' }), newer: record({ ...id, doc: 'The order\'s id.' }), values: [{ id: 'a' }, { id: 'b' }] },
  'a shared record written out at another place': {
    older: record(field('one', party(id)), field('two', 'callmesh.common.v1.Party')),
    newer: record(field('zero', ['null', party(id)], { default: null }), field('one', 'callmesh.common.v1.Party'), field('two', 'callmesh.common.v1.Party')),
    values: [{ one: { id: 'a' }, two: { id: 'b' } }, { zero: null, one: { id: 'a' }, two: { id: 'b' } }],
  },
};

const refused: Record<string, Change & { readonly says: readonly string[] }> = {
  'a rename with an alias': { older: record(id), newer: record(field('orderId', 'string', { aliases: ['id'] })), says: ['id was renamed to orderId'] },
  'a rename without one': {
    older: record(id),
    newer: record(field('orderId', 'string')),
    says: ['orderId was added without a default', 'id was removed, and has no default with which older readers could go on'],
  },
  'a rename with an alias and a default': { older: record(id), newer: record(field('orderId', 'string', { aliases: ['id'], default: '' })), says: ['id was renamed to orderId'] },
  'int to long': { older: record(field('n', 'int')), newer: record(field('n', 'long')), says: ['n changed from int to long'] },
  'string to bytes': { older: record(id), newer: record(field('id', 'bytes')), says: ['id changed from string to bytes'] },
  'a widened union': { older: record(field('v', ['null', 'string'])), newer: record(field('v', ['null', 'string', 'long'])), says: ['v widened its union by long'] },
  'a narrowed union': { older: record(field('v', ['null', 'string'])), newer: record(field('v', ['null'])), says: ['v narrowed its union by string'] },
  'a field that becomes nullable': { older: record(id), newer: record(field('id', ['null', 'string'])), says: ['id changed from string to a union of null, string'] },
  'a required field more': { older: record(id), newer: record(id, field('note', 'string')), says: ['note was added without a default'] },
  'a required field less': { older: record(id, field('note', 'string')), newer: record(id), says: ['note was removed, and has no default with which older readers could go on'] },
  'a symbol more without a default': { older: record(field('size', size('S'))), newer: record(field('size', size('S', 'M'))), says: ['size got the symbol M, but the older enum has no default for it'] },
  'a symbol less without a default': { older: record(field('size', { ...size('S', 'M'), default: 'S' })), newer: record(field('size', size('S'))), says: ['size lost the symbol M, and the newer enum has no default for it'] },
  'a number that becomes a time': { older: record(field('at', 'long')), newer: record(field('at', stamp)), says: ['at changed its logical type from none to timestamp-millis'] },
  'a field that becomes personal': { older: record(id), newer: record({ ...id, personal: true }), says: ['id became personal'] },
  'a field that is personal no longer': { older: record({ ...id, personal: true }), newer: record(id), says: ['id is no longer personal'] },
  'another record name': { older: record(id), newer: { ...record(id), name: 'OrderWithdrawn' }, says: ['(root) changed from callmesh.order.v1.OrderCancelled to callmesh.order.v1.OrderWithdrawn'] },
  'a break inside a nullable record inside a list': {
    older: record(field('list', { type: 'array', items: ['null', party(id)] })),
    newer: record(field('list', { type: 'array', items: ['null', party(field('id', 'long'))] })),
    says: ['list[].id changed from string to long'],
  },
};

const reads = (reader: object, writer: object, value: object): unknown => avroType(reader).fromBuffer(avroType(writer).toBuffer(value), avroResolver(writer, avroType(reader)));

describe('within a major version may change', () => {
  it.each(Object.entries(allowed))('%s', (_what, { older, newer, values }) => {
    expect(incompatibilities(older, newer)).toEqual([]);
    expect(() => [reads(newer, older, values?.[0] ?? {}), reads(older, newer, values?.[1] ?? {})]).not.toThrow();
  });
});

describe('needs a new major version', () => {
  it.each(Object.entries(refused))('%s', (_what, { older, newer, says }) => {
    expect(incompatibilities(older, newer).map(({ field: path, problem }) => `${path} ${problem}`)).toEqual(says);
  });
});
