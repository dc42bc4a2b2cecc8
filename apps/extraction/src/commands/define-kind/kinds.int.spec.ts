import { Definitions } from '../../adapters/tables/definitions.js';
import { transcriptOf } from '../../testing/conversations.js';
import { startExtraction, tenantId, type ExtractionUnderTest } from '../../testing/extraction-service.js';
import { KindsController } from './kinds.controller.js';

let extraction: ExtractionUnderTest;
let kinds: KindsController;
beforeEach(async () => {
  extraction = await startExtraction();
  kinds = new KindsController(new Definitions(extraction.test.db));
});
afterEach(() => extraction.drop());

const caller = { tenantId, role: 'supervisor', name: 'dana' } as const;
const visit = { title: 'Wants a showroom visit', speaker: 'customer', patterns: ['visit|see ~3 showroom|shop|store'], entity: 'date' };
const found = async () => (await extraction.history()).filter((e) => e.type === 'insight.custom-identified.v1').map((e) => e.data);
const hear = async (turns: string[], version = 1) => {
  await extraction.hear(await extraction.transcribed(transcriptOf(turns), version));
  await extraction.work();
};

it('a kind is found from the next call on, with its entity and evidence, and no deploy', async () => {
  await hear(['C: Could I visit your showroom tomorrow at ten?']);
  expect(await found()).toEqual([]);
  await kinds.define(caller, 'showroom-visit', visit);
  await hear(['C: Could I visit your showroom tomorrow at ten?'], 2);
  expect(await found()).toMatchObject([
    { kind: 'showroom-visit', kindVersion: 1, title: 'Wants a showroom visit', orderId: null, entities: [{ kind: 'date', value: '2026-11-13T10:00-08:00' }], evidence: [{ quote: 'Could I visit your showroom tomorrow at ten?', speaker: 'customer', utteranceIds: ['u1'] }] },
  ]);
});

it('of another tenant is not looked for', async () => {
  await kinds.define({ ...caller, tenantId: 'other' }, 'showroom-visit', visit);
  await hear(['C: Could I visit your showroom tomorrow at ten?']);
  expect(await found()).toEqual([]);
  expect(await kinds.list(caller)).toEqual([]);
});

it('is what the customer says, not the agent, and not what is denied or only supposed', async () => {
  await kinds.define(caller, 'showroom-visit', visit);
  await hear(['A: You can visit our showroom any day.', 'C: I do not want to visit your showroom.', 'C: What if I visited the shop, would it be cheaper?']);
  expect(await found()).toEqual([]);
});

it('is found by examples, in other words', async () => {
  await kinds.define(caller, 'moving-house', { title: 'Moves house', examples: ['We are moving to a new house next month.'] });
  await hear(['C: So we are moving house next month, that is why I call.']);
  expect(await found()).toMatchObject([{ kind: 'moving-house' }]);
});

it('is replaced by a version and ended by a retirement; every version stays', async () => {
  await kinds.define(caller, 'showroom-visit', visit);
  await kinds.define(caller, 'showroom-visit', { ...visit, threshold: 0.99 });
  await hear(['C: Could I visit your showroom tomorrow at ten?']);
  expect(await found()).toEqual([]);
  await kinds.retire(caller, 'showroom-visit');
  expect(await kinds.history(caller, 'showroom-visit')).toMatchObject([{ version: 3, retired: true }, { version: 2, threshold: 0.99, changedBy: 'dana' }, { version: 1, threshold: 0.5 }]);
});

it('that cannot be compiled is refused with the place', async () => {
  await expect(kinds.define(caller, 'broken', { ...visit, patterns: ['visit @nowhere'] })).rejects.toMatchObject({ code: 'KIND.INVALID', message: expect.stringContaining('"visit @nowhere"') as string });
  await expect(kinds.define(caller, 'Bad Name', visit)).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  await expect(kinds.define(caller, 'empty', { title: 'Nothing' })).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
});

