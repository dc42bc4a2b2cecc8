import { allFound } from '../../testing/local-engine.js';

const risksIn = (turns: readonly string[]): string[] => allFound(turns, 'escalation.risk-raised.v1').map(({ signals, risk }) => `${signals.join('+')} ${risk}`);

describe('a risk of escalation', () => {
  it.each<[string, string[]]>([
    ['manager medium', ["C: This is not good enough, can I speak to whoever's in charge?", 'A: One moment.']],
    ['manager medium', ["C: You can't help me so let me talk to somebody who can. My heating's off.", 'A: Okay.']],
    ['churn medium', ["C: If you can't fix the signal I'll just switch provider.", 'A: I understand.']],
    ['churn medium', ["C: That's the last time I order from you, it came broken again.", "A: I'm sorry."]],
    ['legal high', ["C: You'll be hearing from my solicitor.", 'A: Okay.']],
    ['regulator high', ["C: I'm going to report you to the ombudsman.", 'A: Okay.']],
    ['publicity high', ["C: I'll leave you a one star review.", 'A: Okay.']],
    ['manager+regulator high', ["C: I want a supervisor, nobody's fixed it. If I hear nothing I'm going to Ofcom.", 'A: I hear you.']],
  ])('%s: %j', (expected, turns) => {
    expect(risksIn(turns)).toEqual([expected]);
  });

  it.each<[string[]]>([
    [["C: Can I talk to the manager? I'd like to say how good Sam was.", 'A: Of course.']],
    [['C: My manager asked me to call about the invoice.', 'A: Okay.']],
    [["C: I read a review that said it's waterproof, is it?", 'A: Yes.']],
    [["C: I'm moving house so I'd like to close my account.", 'A: Okay.']],
    [['A: Would you like to speak to my manager?', "C: No, that's fine."]],
    [["C: I'm switching from Granger to you.", 'A: Great.']],
    [['C: Last spring I threatened you with a lawyer, but it all got sorted. I only want to order again.', 'A: Great.']],
  ])('is not: %j', (turns) => {
    expect(risksIn(turns)).toEqual([]);
  });
});
