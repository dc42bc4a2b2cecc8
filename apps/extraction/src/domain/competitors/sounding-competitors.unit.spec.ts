import { bundledRulePacks } from '../../adapters/rule-packs.adapter.js';
import { callContext, transcriptOf } from '../../testing/conversations.js';
import { localEngine } from '../analyse.js';
import { competitorList } from './competitor-list.js';
import { knownCompetitors } from './known-competitors.js';

const names = ['Zendora', 'Calderstow Energy', 'Brackenfield', 'Palmetto Wireless', 'Quillcrest', 'Torvald and Finch', 'Nimbus', 'Rivermark', 'Rivermart', 'Cascadia Telecom', 'Hollowell', 'Wilkinson Freight'];
const engine = localEngine(bundledRulePacks(), knownCompetitors(competitorList.parse({ competitors: names.map((name) => ({ name })) })));
const named = (...turns: string[]): string[][] =>
  engine(transcriptOf(['A: Thank you for calling, how can I help?', ...turns]), callContext()).insights.flatMap((i) => (i.type === 'competitor.mentioned.v1' ? [[i.data.competitor, i.data.entities[0]?.text ?? '']] : []));

describe('a competitor of the list that was misheard', () => {
  it.each([
    ['in two words that are words', "C: We're moving over to Zen Dora next month.", 'Zendora', 'Zen Dora'],
    ['with another consonant', "C: i'm switching the lot over to calterstow energy on friday", 'Calderstow Energy', 'calterstow energy'],
    ['with its beginning lost', 'C: you could try almetto wireless, they are cheaper', 'Palmetto Wireless', 'almetto wireless'],
    ['as a row of usual words', 'C: I will buy it from bracken field then.', 'Brackenfield', 'bracken field'],
    ['with what joins its parts', "C: I'm with Tour Valt and Finch at the moment.", 'Torvald and Finch', 'Tour Valt and Finch'],
    ['from a word of grammar on', 'C: You, will kins and freight, and a few others.', 'Wilkinson Freight', 'will kins and freight'],
    ['over a pause', 'C: I can have the same from Cascadie, a telecom for half of that.', 'Cascadia Telecom', 'Cascadie, a telecom'],
    ['in full, anywhere, when it is long', 'C: cascadeea telecom has put up a mast by us', 'Cascadia Telecom', 'cascadeea telecom'],
  ])('%s is named as the list writes it, with the words that were heard as its text', (_how, turn, competitor, text) => expect(named(turn)).toEqual([[competitor, text]]));

  it('is the one that is meant where a rule already tells that a competitor is named', () => {
    expect(named('C: Quill Crest quoted me thirty less a month.')).toEqual([['Quillcrest', 'Quill Crest']]);
  });

  it('is one company with where it was heard right', () => {
    expect(named('C: I went with Hollowell.', 'A: With whom?', "C: I'm moving to hollo well, they are cheaper.")).toEqual([['Hollowell', expect.any(String)]]);
  });

  it.each([
    ['where two of the list sound like it', "C: We're moving over to Rivermarp next month."],
    ['of usual words that stand where no name does', 'C: The hollow well is behind my house and the broadband is down.'],
    ['that is short, from a word of grammar on', 'C: I would rather, well, in the bus.'],
    ['too short to tell', 'C: I want to go to limbus.'],
    ['in the greeting of who is called', 'A: Hollow Well Windows, Jane speaking.', 'C: Hi, the window is still broken.'],
  ])('is none %s', (_why, ...turns) => expect(named(...turns).map(([name]) => name).filter((name) => names.includes(name ?? ''))).toEqual([]));
});
