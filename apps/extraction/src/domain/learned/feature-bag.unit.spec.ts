import { FeatureBag, join, numberOf } from './feature-bag.js';
import { weightTable } from './weight-table.js';

describe('a bag of features', () => {
  it('holds each once, with its greatest value, in the order in which they came', () => {
    const bag = new FeatureBag();
    for (const [id, value] of [[9, 0.5], [4_000_000_001, 1], [9, 2], [9, 1]] as const) bag.add(id, value);
    expect(bag.taken(Math.hypot(2, 1))).toEqual({ ids: Uint32Array.of(9, 4_000_000_001), values: Float32Array.of(2, 1) });
  });

  it('keeps what it holds when it grows, and nothing when it is emptied', () => {
    const bag = new FeatureBag();
    const ids = Array.from({ length: 3_000 }, (_, at) => join(numberOf('some'), at));
    for (const id of [...ids, ...ids]) bag.add(id, 1);
    expect([...bag.taken(1).ids]).toEqual(ids);
    bag.empty();
    bag.add(ids[7] ?? 0, 1);
    expect([...bag.taken(1).ids]).toEqual([ids[7]]);
  });
});

describe('weights laid out', () => {
  it('tell features apart that fall on the same place, known or not', () => {
    // Three rows have sixteen places: these four meet on one.
    const rows = new Map([[5, 0], [5 + 16, 1], [5 + 32, 2]]);
    const table = weightTable({ rows, weights: Int8Array.of(1, 10, 100), units: [1], bias: [0] });
    const scoreOf = (id: number): number | undefined => {
      const bag = new FeatureBag();
      bag.add(id, 3);
      return table.score(bag, 1)[0];
    };
    expect([5, 21, 37, 53, 6].map(scoreOf)).toEqual([1, 10, 100, 0, 0]);
  });
});
