import { builtInConnections, droppedFields, type Connection } from './connection.js';
import { parsePath, valueAt } from './json-path.js';
import { mapMetadata } from './map-metadata.js';
import { knownParties, normaliseNumber, partyNumbers } from './parties.js';
import { quarantineReason } from '../quarantine-reason.js';

const builtIn = (id: string): Connection => builtInConnections.find((connection) => connection.id === id) as Connection;
const upload = builtIn('upload');
const complete = { callId: 'c-1', agentId: 'a-1', startedAt: '2026-11-03T14:05:00-08:00', consent: 'granted', timeZone: 'America/Los_Angeles' };
const received = { sha256: 'abc', fileTime: 1_700_000_000_000 };
const map = (source: unknown, connection: Connection = upload, corrections = {}) => mapMetadata(connection, source, corrections, received);

describe('paths', () => {
  it.each([
    ['a.b', { a: { b: 1 } }, 1],
    ['$.a["b c"][1]', { a: { 'b c': [0, 2] } }, 2],
    ["$['x-y'].z", { 'x-y': { z: 3 } }, 3],
    ['a.b', { a: null }, undefined],
    ['toString', {}, undefined],
    ['a.length', { a: 'text' }, undefined],
  ])('%s', (path, value, found) => expect(valueAt(value, path)).toBe(found));

  it.each([[''], ['$'], ['a..b'], ['a[x]'], ['a b']])('refuses %j', (path) => expect(parsePath(path)).toBeNull());
});

describe('the field map', () => {
  const phone: Connection = {
    id: 'phone', platform: 'zoom', required: ['callId', 'agentId', 'startedAt'], assume: [],
    fieldMap: { callId: '$.payload.object.call_id', agentId: 'payload.object["owner"].id', startedAt: 'payload.object.date_time', from: 'payload.object.caller_number' },
    defaults: { timeZone: 'Europe/Berlin', consent: 'granted' },
  };
  const source = { payload: { object: { call_id: 4711, owner: { id: 'a-7' }, date_time: '2026-11-03T22:05:00Z', caller_number: '+4930123456' } } };

  it('reads the source’s own shape; defaults fill in what it lacks', () => {
    expect(map(source, phone)).toMatchObject({
      metadata: { platform: 'zoom', callId: '4711', agentId: 'a-7', startedAt: Date.UTC(2026, 10, 3, 22, 5), timeZone: 'Europe/Berlin', consent: 'granted', from: '+4930123456', direction: 'unknown' },
      missing: [], faults: [], assumed: [],
    });
  });

  it('names who was on the call, for the vault alone', () => {
    const { metadata } = map({ ...complete, customer: { name: 'Violet Kingsolver', mail: 'V.Kingsolver@example.com' }, agentName: 'Priya' }, { ...upload, fieldMap: { customerName: '$.customer.name', customerEmail: '$.customer.mail' } });
    expect(knownParties(metadata)).toEqual([
      { type: 'PERSON', value: 'Violet Kingsolver', parties: [] },
      { type: 'PERSON', value: 'Priya', parties: [] },
      { type: 'EMAIL', value: 'V.Kingsolver@example.com', parties: ['e-mail:v.kingsolver@example.com'] },
    ]);
  });

  it('a person’s correction goes before everything', () => {
    expect(map(source, phone, { agentId: 'a-8', consent: 'refused' }).metadata).toMatchObject({ agentId: 'a-8', consent: 'refused' });
  });

  it('names every required field that is missing', () => {
    const mapped = map({ consent: 'granted' });
    expect(mapped.missing).toEqual(['callId', 'agentId', 'startedAt']);
    expect(quarantineReason(mapped, 72)).toMatchObject({ code: 'METADATA.MISSING', message: expect.stringMatching(/callId.*agentId.*startedAt/) });
  });

  it.each([[[]], [['direction']]] as const)('names them whatever the connection requires: %j', (required) => {
    expect(map({ consent: 'granted', direction: 'inbound' }, { ...upload, required }).missing).toEqual(['callId', 'agentId', 'startedAt']);
  });

  it('a connection drops a required field only where it assumes or knows it', () => {
    expect(droppedFields({ required: [], assume: [], defaults: {} })).toEqual(['callId', 'agentId', 'startedAt']);
    expect(droppedFields({ required: ['startedAt'], assume: ['callId'], defaults: { agentId: 'front-desk' } })).toEqual([]);
  });

  it('a required direction is not met by "unknown"', () => {
    expect(map({ ...complete, direction: 'unknown' }, { ...upload, required: ['direction', 'timeZone'] }).missing).toEqual(['direction']);
    expect(map({ ...complete, timeZone: undefined }, { ...upload, required: ['timeZone'] }).missing).toEqual(['timeZone']);
  });

  it.each([
    ['startedAt', '2025-12-01T10:00:00'],
    ['startedAt', 1_793_577_600_000],
    ['startedAt', '2026-13-45T00:00:00Z'],
    ['startedAt', '2026-02-31T00:00:00Z'],
    ['startedAt', '0001-01-01T00:00:00Z'],
    ['startedAt', '9999-12-31T23:59:59Z'],
    ['timeZone', 'Mars/Olympus'],
    ['timeZone', '+02:00'],
    ['direction', 'sideways'],
    ['consent', 'maybe'],
    ['channelRoles', ['agent', 'ghost']],
    ['callId', 'line\nbreak'],
    ['vocabulary', 'tent'],
    ['language', 'not a tag'],
  ])('%s: %j cannot be used, and is not repeated', (field, value) => {
    const mapped = map({ ...complete, [field]: value });
    expect(mapped.faults.map((fault) => fault.field)).toEqual([field]);
    const reason = quarantineReason(mapped, 72);
    expect(reason?.code).toBe('METADATA.INVALID');
    expect(reason?.message).not.toContain(String(value));
  });

  it('without a time zone UTC is taken, and said', () => {
    expect(map({ ...complete, timeZone: undefined })).toMatchObject({ metadata: { timeZone: 'UTC' }, assumed: ['timeZone'] });
  });
});

describe('assumptions', () => {
  it('the demo connection makes four, and lists them', () => {
    const mapped = map(undefined, builtIn('demo'));
    expect(mapped).toMatchObject({
      metadata: { platform: 'demo', callId: 'abc', agentId: 'unknown', startedAt: received.fileTime, consent: 'assumed-by-operator' },
      missing: [], assumed: ['callId', 'agentId', 'startedAt', 'consent', 'timeZone'],
    });
    expect(quarantineReason(mapped, 72)).toBeNull();
  });
  it('what is given is not assumed', () => expect(map(complete, builtIn('demo')).assumed).toEqual([]));
  it('what is given wrongly is not assumed either', () => expect(map({ ...complete, startedAt: 'yesterday' }, builtIn('demo'))).toMatchObject({ assumed: [], faults: [{ field: 'startedAt' }] }));
});

describe('consent', () => {
  it.each([['granted', 'granted'], [true, 'granted'], ['Yes', 'granted'], ['declined', 'refused'], [false, 'refused'], [undefined, 'unknown']])('%j is %s', (given, consent) => {
    expect(map({ ...complete, consent: given }).metadata.consent).toBe(consent);
  });
  it('that nobody gave keeps a call back', () => expect(quarantineReason(map({ ...complete, consent: undefined }), 72)?.code).toBe('CONSENT.UNKNOWN'));
  it('may be a rule of the connection', () => expect(quarantineReason(map({ ...complete, consent: undefined }, { ...upload, defaults: { consent: 'granted' } }), 72)).toBeNull());
});

describe('numbers', () => {
  it.each([
    ['+1 (415) 555-0101', '+14155550101'],
    ['tel:+1-415-555-0101', '+14155550101'],
    ['sip:+14155550101@pbx.example.com;user=phone', '+14155550101'],
    ['0014155550101', '+14155550101'],
    ['(415) 555-0101', '4155550101'],
    ['anonymous', null],
  ])('%s → %s', (given, value) => expect(normaliseNumber(given)).toBe(value));

  const numbers = (direction: string) => partyNumbers(map({ ...complete, direction, from: '+14155550101', to: '+14155550100' }).metadata).map(({ role, value }) => `${role} ${value}`);
  it('the caller of an inbound call is the customer', () => expect(numbers('inbound')).toEqual(['customer +14155550101', 'line +14155550100']));
  it('the called of an outbound call is the customer', () => expect(numbers('outbound')).toEqual(['customer +14155550100', 'line +14155550101']));
  it('without a direction nobody is', () => expect(numbers('unknown')).toEqual(['party +14155550101', 'party +14155550100']));
});
