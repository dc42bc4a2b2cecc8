import { bundledRulePacks } from '../../adapters/rule-packs.adapter.js';
import { callContext, transcriptOf } from '../../testing/conversations.js';
import { localEngine } from '../analyse.js';
import { competitorList } from './competitor-list.js';
import { knownCompetitors } from './known-competitors.js';

const list = competitorList.parse({ competitors: [{ name: 'Northwind Energy', spoken: ['Northwind', 'north winds'] }, { name: 'Three' }, { name: 'O2', spoken: ['oh two'] }] });
const engine = localEngine(bundledRulePacks(), knownCompetitors(list));
const named = (...turns: string[]): (string | undefined)[][] => engine(transcriptOf(['A: How can I help?', ...turns]), callContext()).insights.flatMap((i) => (i.type === 'competitor.mentioned.v1' ? [[i.data.competitor, i.data.relation, i.data.entities[0]?.text]] : []));

describe('competitors that a tenant lists', () => {
  it.each([
    ['as it is written', "C: I saw that Northwind Energy put up a mast by us.", 'Northwind Energy', 'Northwind Energy'],
    ['in two words, small', 'C: i saw that north wind put up a mast by us', 'Northwind Energy', 'north wind'],
    ['with an s', "C: I saw Northwind's van by us this morning.", 'Northwind Energy', "Northwind's"],
    ['as it is spoken', 'C: i saw that oh two put up a mast by us', 'O2', 'oh two'],
  ])('are found %s, whatever words stand around', (_how, turn, competitor, text) => expect(named(turn)).toEqual([[competitor, 'other', text]]));

  it('are one fact under one name with what the words around it tell, however they are said', () => {
    expect(named("C: I'm with Northwind at the moment, and north wind energy is cheaper than you are.")).toEqual([['Northwind Energy', 'came-from', expect.any(String)]]);
  });

  it('of a single everyday word count only where it is written large', () => {
    expect(named('C: I saw that three put up a mast, and we need three of them.')).toEqual([]);
    expect(named('C: I saw that Three put up a mast.')).toEqual([['Three', 'other', 'Three']]);
  });

  it('are none where somebody says that it is their own firm', () => {
    expect(named('C: Hi, this is Tom from Northwind, I am calling about the meeting on Friday.')).toEqual([]);
    expect(named("C: Alright, it's Mork from Northwind, about the two pallets.")).toEqual([]);
  });

  it('cannot share their words, and have to hold some', () => {
    expect(() => knownCompetitors(competitorList.parse({ competitors: [{ name: 'Halo' }, { name: 'Nimbus', spoken: ['HALO'] }] }))).toThrow('“HALO” would name Halo and Nimbus');
    expect(() => knownCompetitors(competitorList.parse({ competitors: [{ name: 'Um' }] }))).toThrow('holds no word');
  });
});
