import { bundledPackText } from '../../adapters/bundled-pack.adapter.js';
import { bundledRulePacks } from '../../adapters/rule-packs.adapter.js';
import { Definitions } from '../../adapters/tables/definitions.js';
import { transcriptOf } from '../../testing/conversations.js';
import { startExtraction, tenantId, type ExtractionUnderTest } from '../../testing/extraction-service.js';
import { RulesController } from './rules.controller.js';

let extraction: ExtractionUnderTest;
let rules: RulesController;
beforeEach(async () => {
  extraction = await startExtraction();
  rules = new RulesController(new Definitions(extraction.test.db), bundledRulePacks());
});
afterEach(() => extraction.drop());

const caller = { tenantId, role: 'supervisor', name: 'dana' } as const;
const PACK = 'callback';
/** The bundled pack, with words of this tenant's own. */
const withOwnWords = (more = ''): string => `${bundledPackText(PACK).replace(/^( *)role: request\n[\s\S]*?any:\n/m, (rule) => `${rule}      - send me ~1 pigeon\n`)}${more}`;
let calls = 0;
async function analysed(turns: string[]): Promise<{ types: string[]; engineVersion: string }> {
  const conversationId = `call-${(calls += 1)}`;
  await extraction.hear(await extraction.transcribed({ ...transcriptOf(turns), conversationId }));
  await extraction.work();
  const events = await extraction.test.db.transaction(tenantId, (tx) => extraction.test.store.load(tx, `analysis-${conversationId}`));
  const last = events.at(-1)?.data as { engineVersion: string };
  return { types: events.map((e) => e.type), engineVersion: last.engineVersion };
}
const pigeon = ['A: How can I help you today?', 'C: Please send me a pigeon tomorrow at ten.'];

it('a pack is in force for the next call, says so in the engine version, and is rolled back', async () => {
  expect((await analysed(pigeon)).types).toEqual(['call.analysed.v1']);
  await rules.replace(caller, PACK, { source: withOwnWords() });
  expect(await analysed(pigeon)).toMatchObject({ types: ['callback.requested.v1', 'call.analysed.v1'], engineVersion: expect.stringContaining(' own:callback@1') as string });
  await rules.rollBack(caller, PACK, { to: 0 });
  expect(await analysed(pigeon)).toMatchObject({ types: ['call.analysed.v1'], engineVersion: expect.not.stringContaining('own:') as string });
  await rules.rollBack(caller, PACK, { to: 1 });
  expect((await analysed(pigeon)).types).toEqual(['callback.requested.v1', 'call.analysed.v1']);
  expect(await rules.show(caller, PACK, {})).toMatchObject({ version: 3, versions: [{ version: 3, inForce: true, sameAs: 1 }, { version: 2, inForce: false, sameAs: 0 }, { version: 1, sameAs: null, changedBy: 'dana' }] });
});

it('a pack of another tenant changes nothing here', async () => {
  await rules.replace({ ...caller, tenantId: 'other' }, PACK, { source: withOwnWords() });
  expect((await analysed(pigeon)).types).toEqual(['call.analysed.v1']);
  expect((await rules.list(caller)).packs.every(({ inForce }) => inForce === 0)).toBe(true);
  expect((await rules.list({ ...caller, tenantId: 'other' })).packs.find(({ name }) => name === PACK)).toMatchObject({ inForce: 1 });
});

it.each([
  ['broken YAML', () => 'pack: callback\nrules: [', 'RULES.INVALID', /line \d/],
  ['a field that is none', () => withOwnWords('colour: red\n'), 'RULES.INVALID', /colour/],
  ['a pattern that cannot be read', () => withOwnWords().replace('send me ~1 pigeon', 'send @nowhere'), 'RULES.INVALID', /rule \S+, pattern "send @nowhere"/],
  ['a role that nothing reads', () => withOwnWords().replace('role: withdraw', 'role: sings'), 'RULES.INVALID', /role sings/],
  ['the name of another pack', () => withOwnWords().replace('pack: callback', 'pack: dispute'), 'RULES.INVALID', /calls itself dispute/],
  ['an example that fails', () => withOwnWords('examples:\n  - say: "C: Send me a pigeon tomorrow."\n    facts: []\n'), 'RULES.EXAMPLES_FAIL', /the engine finds callback\.requested/],
])('%s is refused with the place, and nothing changes', async (_what, source, code, message) => {
  await expect(rules.replace(caller, PACK, { source: source() })).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  expect((await analysed(pigeon)).types).toEqual(['call.analysed.v1']);
});

it('the pack that guards against spoken instructions is nobody\'s to replace', async () => {
  await expect(rules.replace(caller, 'spoken-instructions', { source: bundledPackText('spoken-instructions') })).rejects.toMatchObject({ code: 'RULES.NOT_FOUND' });
});
