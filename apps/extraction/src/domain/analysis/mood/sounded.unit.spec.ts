import { weightsOf } from './sounded.js';

const CALL = ['agent', 'customer', 'agent', 'customer', 'agent', 'customer', 'agent', 'customer'] as const;
const weights = (speakers: Parameters<typeof weightsOf>[0], side: Parameters<typeof weightsOf>[1] = 'customer'): number[] => weightsOf(speakers, side);

describe('what an utterance counts for how the customer leaves', () => {
  it('the end of each side counts more than its middle, and what the customer opens with less', () => {
    const [opening = 0, first = 0, news = 0, middle = 0, , before = 0, lastNews = 0, last = 0] = weights(CALL);
    expect(opening).toBe(0);
    expect(first).toBeLessThan(middle);
    expect(before).toBeGreaterThan(middle);
    expect(last).toBe(before);
    expect(lastNews).toBeGreaterThan(news);
  });

  it('where nothing is said, nothing counts, and it takes nothing from what was said', () => {
    expect(weights([...CALL, null])).toEqual([...weights(CALL), 0]);
  });

  it('a call without a customer has a side that nobody knows and no news', () => {
    expect(weights(['unknown', 'unknown', 'agent'], 'unknown').map((w) => w > 0)).toEqual([true, true, false]);
    expect(weights(['agent', 'agent'])).toEqual([0, 0]);
  });
});
