import { allFound } from '../../testing/local-engine.js';

const GREETING = 'A: Good morning, Brookline, Sue speaking, how can I help?';

describe('a call that is promised in passing', () => {
  it.each([
    ["A: Give me till tomorrow, I'll have another go at the figures and ring you at ten."],
    ['A: Our data team will call you before twelve tomorrow.'],
    ["A: I'll find out and give you a shout before dinner."],
    ['A: The workshop will ring you tomorrow.'],
    ["A: Let me dig into it and I'll phone you Thursday."],
  ])('%s', (said) => {
    expect(allFound([GREETING, said, 'C: Okay.'], 'callback.requested.v1')).toHaveLength(1);
  });

  it.each([["A: I'll call you a taxi."], ["A: I can't call you back, we only do email."], ['A: I rang you yesterday and then I rang you again.'], ['A: Did our team call you?']])('no call: %s', (said) => {
    expect(allFound([GREETING, said, 'C: Okay.'], 'callback.requested.v1')).toEqual([]);
  });
});

describe('what is passed on and answered later', () => {
  it.each([["A: I'll put it to the depot and come back to you on Tuesday."], ["A: I'll pass it to the billing team and let you know by Friday."]])('is one act with the time of the answer: %s', (said) => {
    const found = allFound([GREETING, said, 'C: Okay.'], 'agent.commitment-made.v1');
    expect(found.map((f) => f.action)).toEqual(['escalate']);
    expect(found[0]?.due).not.toBeNull();
  });
});
