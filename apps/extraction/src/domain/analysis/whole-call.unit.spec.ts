import { NOT_MEASURED, writtenVersion } from '@callmesh/contracts';
import { analyseTurns } from '../../testing/local-engine.js';
import { writable } from './whole-call.js';

const call = [
  'A: Good morning, Larkfield Outdoor, my name is Ruth, how can I help you?',
  "C: I saw your advert on TV for the spring sale and ordered a tent, and it still hasn't arrived. I've already told your colleague all of this.",
  "A: I'm so sorry to hear that, let me transfer you to the other department.",
  "C: No, please don't. I have been on hold for forty minutes, I am really frustrated.",
  'A: I understand. I have sent a new tent today, it will be with you on Friday, free of charge.',
  "C: Oh, that's a relief. I'll send you a photo of the receipt tomorrow. Thank you so much, you've been very helpful.",
  "A: You're welcome. Is there anything else?",
];
const { analysis } = analyseTurns(call);
const labels = (observations: readonly { label: string }[]): string[] => observations.map(({ label }) => label);

describe('the analysis of a call', () => {
  it('names where the process failed, and the marketing that was spoken of, with words and place', () => {
    expect(labels(analysis.processIssues)).toEqual(expect.arrayContaining(['transfer', 'repeated-explanation', 'long-hold']));
    expect(analysis.processIssues.find(({ label }) => label === 'long-hold')).toMatchObject({ utteranceIds: ['u4'], text: expect.stringContaining('on hold for forty minutes') as string });
    expect(labels(analysis.marketingMentions)).toEqual(expect.arrayContaining(['advertisement', 'discount']));
  });

  it('gives what the customer promised, with the day in the zone of the call', () => {
    expect(analysis.actionItems.filter(({ owner }) => owner === 'customer')).toMatchObject([{ action: 'send', utteranceIds: ['u6'], due: { iso: '2026-11-13', phrase: 'tomorrow', timeZone: 'America/Los_Angeles' } }]);
  });

  it('scores the agent, and every number carries what it rests on', () => {
    const curt = analyseTurns(['A: Yes?', ...call.slice(1, 2), "A: There's nothing I can do about it, that's our policy, you should have read the terms.", 'C: That is ridiculous, I am really angry now.', 'A: Calm down. Not my problem. Ring back when you have the number, I do not know.']).analysis;
    expect(analysis.agentScore ?? 0).toBeGreaterThanOrEqual(7);
    expect(curt.agentScore ?? 10).toBeLessThanOrEqual(3);
    expect(analysis).toMatchObject({ agentScoreUtterances: expect.arrayContaining(['u3', 'u5']) as string[], satisfactionUtterances: expect.arrayContaining(['u4', 'u6']) as string[] });
    expect(curt.escalationUtterances.length).toBeGreaterThan(0);
  });

  it('gives the sentiment of speakers, utterances, topics and time', () => {
    const of = (scope: string) => analysis.sentiments.filter((s) => s.scope === scope);
    expect(of('speaker').map((s) => s.of)).toEqual(['customer', 'agent']);
    expect(of('utterance')).toEqual(expect.arrayContaining([expect.objectContaining({ of: 'u4', sentiment: 'negative' }), expect.objectContaining({ of: 'u6', sentiment: 'positive' })]));
    expect(of('topic').length).toBeGreaterThan(0);
    expect(of('time')[0]).toMatchObject({ of: '0' });
    for (const s of analysis.sentiments) expect(Math.abs(s.score)).toBeLessThanOrEqual(1);
  });
});

describe('what this build may write', () => {
  it('is the defaults of v1.1 until the release before can read it, and everything then', () => {
    expect(writable(analysis, 0)).toEqual({ ...analysis, ...NOT_MEASURED });
    expect(writable(analysis, 1)).toEqual(analysis);
    expect(writable(analysis)).toEqual(writable(analysis, writtenVersion('call.analysed.v1').minor));
  });
});
