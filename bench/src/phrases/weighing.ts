import type { phraseFitting } from '@callmesh/extraction';

/** Something that could be a fact, what speaks for it, and whether it was right. */
export interface Candidate {
  readonly pack: string;
  readonly author: string;
  /** The call it was on; a call is weighed by what was learned from others. */
  readonly call: string;
  readonly grounds: { readonly rules: number | null; readonly here: number; readonly best: number; readonly further: boolean; readonly doubt: number };
  readonly right: boolean;
  /** How much it counts: rules are right more often on the calls that they were written on. */
  readonly counts: number;
}

type Weighing = phraseFitting.Weighing;
const NAMES = ['bias', 'rules', 'here', 'best', 'alone', 'heard', 'further', 'doubt'] as const;

const EVIDENCE = new Set<string>(['rules', 'here', 'best', 'heard']);

const ALONE = new Set<string>(['alone', 'heard']);

const STEPS = 3_000;
const RATE = 0.05;
/** What a pack has of its own is held near to what all have in common. */
const OWN = 2;
/** The more so where there are few: what the model alone finds. */
const OWN_ALONE = 12;
const COMMON = 0.5;

/** Doubts are between 0 and 0.4: what is learned of them is held near to nothing in these units alone. */
const UNITS = NAMES.map((name) => (name === 'doubt' ? 5 : 1));

const inputs = ({ rules, here, best, further, doubt }: Candidate['grounds']): number[] => (rules === null ? [0, 0, 0, best, 1, here, further ? 1 : 0, doubt] : [1, rules, here, best, 0, 0, further ? 1 : 0, doubt]);
const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds));
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Log-odds of a candidate under a weighing. */
export const oddsOf = (grounds: Candidate['grounds'], by: Weighing): number => NAMES.reduce((sum, name, i) => sum + by[name] * (inputs(grounds)[i] ?? 0), 0);

/** One logistic regression for each pack, all of them held near to a common one. */
export function fitWeighing(candidates: readonly Candidate[], packs: readonly string[]): Map<string, Weighing> {
  const points = candidates.map((c) => ({ pack: packs.indexOf(c.pack), x: inputs(c.grounds).map((value, i) => value * (UNITS[i] ?? 1)), right: c.right ? 1 : 0, counts: c.counts }));
  const common = NAMES.map(() => 0);
  const own = packs.map(() => NAMES.map(() => 0));
  const total = points.reduce((sum, { counts }) => sum + counts, 0) || 1;
  for (let step = 0; step < STEPS; step += 1) {
    const byCommon = common.map((value) => COMMON * value);
    const byOwn = own.map((values) => values.map((value, i) => (ALONE.has(NAMES[i] ?? '') ? OWN_ALONE : OWN) * value));
    for (const { pack, x, right, counts } of points) {
      const odds = x.reduce((sum, value, i) => sum + value * ((common[i] ?? 0) + (own[pack]?.[i] ?? 0)), 0);
      const wrong = (logistic(odds) - right) * counts;
      x.forEach((value, i) => {
        byCommon[i] = (byCommon[i] ?? 0) + wrong * value;
        const slopes = byOwn[pack];
        if (slopes) slopes[i] = (slopes[i] ?? 0) + wrong * value;
      });
    }
    const share = (RATE * 20) / total;
    common.forEach((value, i) => (common[i] = value - share * (byCommon[i] ?? 0)));
    // More evidence never speaks against a fact.
    own.forEach((values, pack) => values.forEach((value, i) => (values[i] = Math.max(EVIDENCE.has(NAMES[i] ?? '') ? -(common[i] ?? 0) : -Infinity, value - share * (byOwn[pack]?.[i] ?? 0)))));
  }
  return new Map(packs.map((pack, at) => [pack, Object.fromEntries(NAMES.map((name, i) => [name, rounded(((common[i] ?? 0) + (own[at]?.[i] ?? 0)) * (UNITS[i] ?? 1))])) as unknown as Weighing]));
}
