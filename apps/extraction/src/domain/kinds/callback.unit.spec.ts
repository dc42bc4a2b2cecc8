import { callbackIn } from '../../testing/local-engine.js';

// The call is on Thursday 12 November 2026 at 15:20 in Los Angeles.
describe('a call back', () => {
  it.each<[string, string | null, string[]]>([
    ['agent', '2026-11-17T10:00-08:00', ["A: I'll call you back next Tuesday at ten."]],
    ['customer', '2026-11-13T15:00-08:00', ['C: Can you call me back tomorrow at three?', 'A: Sure, we will.']],
    ['customer', '2026-11-13', ['C: Could someone call me tomorrow?', 'A: Of course.']],
    ['customer', null, ['C: Please have a manager call me back.', 'A: Okay, I will pass that on.']],
    ['agent', '2026-11-16T09:00-08:00', ['A: My colleague will ring you on Monday morning.', 'C: Good.']],
    ['agent', '2026-11-12T17:20-08:00', ["A: I'll give you a call in two hours.", 'C: Thanks.']],
    ['agent', '2026-11-12T15:40-08:00', ["A: I'll call you back in twenty minutes.", 'C: Thanks.']],
    ['agent', '2026-11-15', ['A: We will call you in three days.', 'C: Thanks.']],
    ['agent', '2026-11-18T14:30-08:00', ['A: Shall I call you back?', 'C: Yes please.', 'A: When would suit you?', 'C: Wednesday at two thirty.']],
    ['agent', '2026-11-24T10:30-08:00', ['A: I will call you on November 24th at half past ten.']],
    ['agent', '2026-11-25T16:00-08:00', ['A: Someone will call you on the 25th at 4 p.m.']],
    ['customer', '2026-11-13T10:00-08:00', ["C: I'd like a callback tomorrow, please.", 'A: What time?', 'C: At ten.', 'A: Okay.']],
    ['customer', '2026-11-19T11:00-08:00', ['C: Can somebody call me next Thursday, around eleven?']],
    ['agent', '2026-11-13T09:00-08:00', ["A: I'll ring you first thing tomorrow morning.", 'C: Lovely.']],
    ['agent', '2026-11-12T17:00-08:00', ["A: You'll get a call from us by the end of the day.", 'C: Fine.']],
    ['agent', '2026-11-16T10:00-08:00', ["A: I'll call you back on Monday at 10:00 a.m., okay?", 'C: Perfect.']],
    ['agent', '2026-11-14', ['A: I will give you a ring the day after tomorrow.', 'C: Good.']],
    ['customer', '2026-11-20T15:45-08:00', ['C: Ask him to call me next Friday at quarter to four.']],
    ['customer', '2026-11-13T14:00-08:00', ['C: please give me a call back tomorrow afternoon']],
    ['agent', null, ['A: Let me check with the warehouse and call you back.', 'C: Okay, thanks.']],
  ])('that the %s names, due %s: %j', (requestedBy, due, turns) => {
    const found = callbackIn(turns);
    expect(found?.requestedBy).toBe(requestedBy);
    expect(found?.entities[0]?.value ?? null).toBe(due);
    expect(found?.dueAt === null).toBe(due === null);
  });
});

describe('the phrase of a call back', () => {
  const said = (turns: string[]): unknown => callbackIn(turns)?.evidence.map(({ utteranceIds, startMs, endMs, quote, speaker }) => ({ utteranceIds, startMs, endMs, quote, speaker }));

  it('is kept with its utterance and its times', () => {
    // Sixty milliseconds a character, and three hundred between turns.
    const turns = ['C: It is still not here.', "A: I'll call you back next Tuesday at ten."];
    expect(said(turns)).toEqual([{ utteranceIds: ['u2'], startMs: 1_560, endMs: 3_900, quote: "I'll call you back next Tuesday at ten.", speaker: 'agent' }]);
  });

  it('is kept also where the day is named later than the call back', () => {
    const turns = ['A: Shall I call you back?', 'C: Yes please.', 'A: When would suit you?', 'C: Wednesday at two thirty.'];
    expect(said(turns)).toContainEqual({ utteranceIds: ['u4'], startMs: 4_080, endMs: 5_520, quote: 'Wednesday at two thirty.', speaker: 'customer' });
  });

  it('is kept with the times of its own sentence, not of all that was said in one go', () => {
    expect(said(["A: Thank you for waiting. I'll call you back next Tuesday at ten. Is there anything else?"])).toEqual([
      { utteranceIds: ['u1'], startMs: 1_380, endMs: 3_720, quote: "I'll call you back next Tuesday at ten.", speaker: 'agent' },
    ]);
  });
});

describe('no call back', () => {
  it.each<[string[]]>([
    [['C: Nobody called me back last week.']],
    [['C: You promised to call me back yesterday and nobody did.']],
    [['A: Thank you for calling. What number can I call you back on if we get cut off?', 'C: This one.']],
    [["C: I'll call you back tomorrow.", 'A: Okay.']],
    [['C: I am calling back about my order.']],
    [['A: Would you like us to call you back?', "C: No, that's not necessary."]],
    [["C: Please don't call me back, just send an email."]],
    [["A: I'll call you back tomorrow.", 'C: No need to call, just write me.']],
    [["A: We'll call you if there is a problem."]],
    [['C: My sister will call you tomorrow.']],
    [['A: You can call us any day from nine to five.']],
    [["C: What's the best time to call you?", "A: We're open from nine."]],
    [["A: If we get disconnected, I'll call you right back.", 'C: Okay.']],
  ])('%j', (turns) => {
    expect(callbackIn(turns)).toBeNull();
  });
});
