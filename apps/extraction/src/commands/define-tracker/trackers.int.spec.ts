import { Definitions } from '../../adapters/tables/definitions.js';
import { TrackedController } from '../../projections/tracked.controller.js';
import { CONVERSATION, transcriptOf } from '../../testing/conversations.js';
import { startExtraction, tenantId, type ExtractionUnderTest } from '../../testing/extraction-service.js';
import { TrackersController } from './trackers.controller.js';

let extraction: ExtractionUnderTest;
let trackers: TrackersController;
beforeEach(async () => {
  extraction = await startExtraction();
  trackers = new TrackersController(extraction.test.db, extraction.jobs, new Definitions(extraction.test.db));
});
afterEach(() => extraction.drop());

const caller = { tenantId, role: 'supervisor', name: 'dana' } as const;
const refund = { title: 'Refund today', any: [{ near: { words: ['refund', 'today'], within: 5 } }], speaker: 'customer' };
const asks = ['A: How can I help?', 'C: I want my refund today, please.'];
const hear = async (turns: string[], conversationId = CONVERSATION, version = 1) => {
  await extraction.hear(await extraction.transcribed({ ...transcriptOf(turns), conversationId }, version));
  await extraction.work();
};
const hits = async (name = 'refund-today') => (await trackers.hits(caller, name, {})).calls;

it('a tracker finds the next call, with the place in it; the tenant and the conversation show it', async () => {
  await trackers.define(caller, 'refund-today', refund);
  await hear(asks);
  expect(await hits()).toMatchObject([{ conversationId: CONVERSATION, trackerVersion: 1, state: 'hit', hits: [{ utteranceId: 'u2', quote: 'refund today', speaker: 'customer' }] }]);
  expect(await new TrackedController(extraction.test.db).tracked(CONVERSATION, caller)).toHaveLength(1);
  expect(await new TrackedController(extraction.test.db).tracked(CONVERSATION, { ...caller, tenantId: 'other' })).toEqual([]);
  await expect(trackers.hits({ ...caller, tenantId: 'other' }, 'refund-today', {})).rejects.toMatchObject({ code: 'TRACKER.NOT_FOUND' });
});

it('a newer transcript that says it no longer takes the hit back', async () => {
  await trackers.define(caller, 'refund-today', refund);
  await hear(asks);
  await hear(['A: How can I help?', 'C: I want my records today, please.'], CONVERSATION, 2);
  expect(await hits()).toEqual([]);
});

it('a back-fill looks at every stored call in batches, and tells how far it is', async () => {
  const conversations = Array.from({ length: 60 }, (_, n) => `call-${String(n).padStart(2, '0')}`);
  for (const [n, id] of conversations.entries()) await extraction.hear(await extraction.transcribed({ ...transcriptOf(n % 3 === 0 ? asks : ['C: Where are you?']), conversationId: id }));
  await extraction.work();
  await trackers.define(caller, 'refund-today', refund);
  expect(await hits()).toEqual([]);
  const begun = await trackers.fill(caller, 'refund-today');
  expect(begun).toMatchObject({ state: 'running', total: 60, done: 0 });
  await extraction.work();
  expect(await trackers.show(caller, 'refund-today')).toMatchObject({ backfills: [{ id: begun.id, state: 'completed', total: 60, done: 60, found: 20, unreadable: 0, startedBy: 'dana' }] });
  expect(await trackers.hits(caller, 'refund-today', { limit: 5 })).toMatchObject({ total: 20 });
});

it('a change during a back-fill ends it: nothing of the old version is kept', async () => {
  await hear(asks);
  await trackers.define(caller, 'refund-today', refund);
  await trackers.fill(caller, 'refund-today');
  await trackers.define(caller, 'refund-today', { ...refund, any: [{ phrase: 'never ever' }] });
  await extraction.work();
  expect(await trackers.show(caller, 'refund-today')).toMatchObject({ version: 2, backfills: [{ state: 'superseded', done: 0 }] });
  expect(await hits()).toEqual([]);
});

it('a call whose transcript is gone is counted, and the rest is looked at', async () => {
  const event = await extraction.transcribed({ ...transcriptOf(asks), conversationId: 'gone' });
  await extraction.hear({ ...event, data: { ...event.data, transcript: { ...event.data.transcript, uri: event.data.transcript.uri.replace('transcript.1', 'transcript.9') } } });
  await hear(asks);
  await trackers.define(caller, 'refund-today', refund);
  await trackers.fill(caller, 'refund-today');
  await extraction.work();
  expect(await trackers.show(caller, 'refund-today')).toMatchObject({ backfills: [{ state: 'completed', done: 2, found: 1, unreadable: 1 }] });
});

it('a retired tracker finds nothing more, and its hits stay', async () => {
  await trackers.define(caller, 'refund-today', refund);
  await hear(asks, 'before');
  await trackers.retire(caller, 'refund-today');
  await hear(asks, 'after');
  expect((await hits()).map(({ conversationId }) => conversationId)).toEqual(['before']);
  await expect(trackers.fill(caller, 'refund-today')).rejects.toMatchObject({ code: 'TRACKER.NOT_FOUND' });
});

it('a definition that looks for nothing is refused', async () => {
  await expect(trackers.define(caller, 'nothing', { title: 'Nothing', any: [{ phrase: '…' }] })).rejects.toMatchObject({ code: 'TRACKER.INVALID' });
});
