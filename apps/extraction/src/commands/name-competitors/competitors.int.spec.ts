import { transcriptOf } from '../../testing/conversations.js';
import { startExtraction, tenantId, type ExtractionUnderTest } from '../../testing/extraction-service.js';
import { CompetitorsController } from './competitors.controller.js';

let extraction: ExtractionUnderTest;
let competitors: CompetitorsController;
beforeEach(async () => {
  extraction = await startExtraction();
  competitors = new CompetitorsController(extraction.definitions);
});
afterEach(() => extraction.drop());

const caller = { tenantId, role: 'supervisor', name: 'dana' } as const;
const LIST = { competitors: [{ name: 'Northwind Energy', spoken: ['northwind'] }] };
const SAID = ['A: How can I help?', 'C: i was reading about north wind in the paper and it made me check my own bill'];
const found = async () => (await extraction.history()).filter((e) => e.type === 'competitor.mentioned.v1').map((e) => e.data);
const hear = async (version: number) => {
  await extraction.hear(await extraction.transcribed(transcriptOf(SAID), version));
  await extraction.work();
};

it('a listed competitor is found from the next call on by its name alone, as the list writes it, and the engine says by which version', async () => {
  await hear(1);
  expect(await found()).toEqual([]);
  await competitors.replace(caller, LIST);
  await hear(2);
  expect(await found()).toMatchObject([{ competitor: 'Northwind Energy', relation: 'other', engineVersion: expect.stringContaining('own:competitors@1') as string, entities: [{ kind: 'company', value: 'Northwind Energy', text: 'north wind' }] }]);
});

it('the list is kept in versions, of its tenant alone; an empty one ends it', async () => {
  expect(await competitors.show(caller)).toEqual({ version: 0, changedBy: null, changedAt: null, competitors: [] });
  await competitors.replace(caller, LIST);
  await competitors.replace({ ...caller, name: 'erin' }, { competitors: [] });
  expect(await competitors.versions(caller)).toMatchObject([{ version: 2, changedBy: 'erin', competitors: [] }, { version: 1, changedBy: 'dana', ...LIST }]);
  expect(await competitors.show({ ...caller, tenantId: 'other' })).toMatchObject({ version: 0 });
  await hear(1);
  expect(await found()).toEqual([]);
});

it('a list that cannot be used is refused and changes nothing', async () => {
  await expect(competitors.replace(caller, { competitors: [{ name: 'Halo' }, { name: 'Nimbus', spoken: ['ha lo'] }] })).rejects.toMatchObject({ code: 'COMPETITORS.INVALID', message: expect.stringContaining('“ha lo” would name Halo and Nimbus') as string });
  await expect(competitors.replace(caller, { competitors: [{ name: '<b>' }] })).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  expect(await competitors.show(caller)).toMatchObject({ version: 0 });
});
