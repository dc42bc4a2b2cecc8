import { analyseTurns } from '../../../testing/local-engine.js';
import { PAIRED_CALLS } from '../../../testing/paired-calls.js';

const satisfaction = (turns: readonly string[]): number => analyseTurns(turns).analysis.satisfaction ?? NaN;

describe('two calls about the same matter', () => {
  it('who leaves displeased is less satisfied, in nine of ten', () => {
    const wrong = PAIRED_CALLS.filter(({ content, displeased }) => !(satisfaction(displeased) < satisfaction(content))).map(({ matter }) => matter);
    expect(wrong.length / PAIRED_CALLS.length).toBeLessThanOrEqual(0.1);
  });

  it.each([
    ['irony', ['A: Unfortunately it takes another six weeks.', 'C: Oh, wonderful. Another six weeks. I have all the time in the world, obviously.', 'A: I am sorry.', 'C: I have been waiting since May and nobody called me back.']],
    ['cold politeness', ['A: How can I help?', "C: I'm rather disappointed with the way this was dealt with.", 'A: I see.', 'C: I would have expected a reply within a week, and I find it hard to understand why there was none.']],
    ['negation', ['A: How was it?', 'C: It was not good, and we are not happy with it at all. I would not recommend it.', 'A: I see.', 'C: It was never explained to us either, and that is not helpful.']],
    ['bare thanks', ['A: That is our policy.', 'C: I see. So nobody reads the letters that I send, and I am charged all the same, which is ridiculous.', 'A: Yes.', 'C: Thank you. Goodbye.']],
  ])('%s is heard as discontent', (_what, turns) => {
    expect(analyseTurns(turns).analysis).toMatchObject({ sentiment: 'negative' });
    expect(satisfaction(turns)).toBeLessThanOrEqual(4);
  });

  it('trouble that was solved at the end is forgiven', () => {
    const trouble = ['A: Hello?', 'C: My router has been broken since Monday and I am really annoyed, it is the third time this year.', 'A: I have sent a new one, free of charge, it arrives tomorrow.'];
    const solved = satisfaction([...trouble, "C: Oh, that's a relief. Thank you so much, you've been really helpful.", 'A: You are welcome.']);
    const unsolved = satisfaction([...trouble, 'C: I will believe it when I see it. Whatever.', 'A: Goodbye.']);
    expect(solved).toBeGreaterThanOrEqual(7);
    expect(unsolved).toBeLessThanOrEqual(4);
  });

  it('stronger words weigh more', () => {
    const said = (word: string): number =>
      analyseTurns(['A: Hello?', `C: I am calling about the chair that I bought in your shop last week, and I am ${word} with it.`, 'A: I see.', 'C: It stands in the hall.']).analysis.sentiments.find((s) => s.of === 'u2')?.score ?? 0;
    expect(said('extremely disappointed')).toBeLessThan(said('a bit disappointed'));
    expect(said('absolutely thrilled')).toBeGreaterThan(said('happy'));
  });

  it('says nothing of a customer who hardly spoke', () => {
    expect(analyseTurns(['A: Larkfield Outdoor, this is Ruth, how can I help you today?', 'C: Wrong number, sorry.']).analysis).toMatchObject({ sentiment: null, satisfaction: null, emotion: null });
  });

  it('a customer of few words is believed where the mood is clear, and not where it is not', () => {
    const few = (words: string): number | null => analyseTurns(['A: Parking, hello.', 'C: You billed me for the wrong street.', `A: ${words.split('|')[0]}`, `C: ${words.split('|')[1]}`]).analysis.satisfaction;
    expect(few("I've refunded it, and the ticket's cancelled too.|Oh brilliant, thank you so much, Dan.")).toBeGreaterThanOrEqual(7);
    expect(few('Which street was it?|It was the one by the station.')).toBeNull();
  });

  it('who reports a matter and answers questions is neither content nor displeased', () => {
    const { satisfaction: score, sentiments } = analyseTurns([
      'A: Brook Valley Water, how can I help?',
      'C: The meter shows two hundred and six, and the letter says I should ring you with the number.',
      'A: Which address is that?',
      'C: Nine Quarry Lane, the flat on the ground floor.',
      'A: And is it the meter in the hall?',
      'C: No, it is the one in the cellar, next to the boiler. It was changed in the spring.',
      'A: I have written it down.',
      'C: And do I ring again in the autumn, or does somebody come round?',
    ]).analysis;
    expect(score).toBeGreaterThanOrEqual(4);
    expect(score).toBeLessThanOrEqual(8);
    expect(sentiments.filter((s) => s.scope === 'utterance')).toEqual([]);
  });
});
