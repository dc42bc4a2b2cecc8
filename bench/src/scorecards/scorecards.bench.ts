import { scorer } from '@callmesh/extraction';
import type { Bench } from '../bench.js';
import { asTranscript } from '../extraction/as-transcript.js';
import { readLabelledCalls, type LabelledCall } from './labelled-calls.js';

/** Of the criteria that were scored, those within one of five of the label. */
const TARGET = 0.7;

interface Given {
  readonly call: string;
  readonly criterion: string;
  readonly label: number | 'na';
  readonly outcome: string;
  readonly score: number | null;
  readonly reason: string;
}

interface Figures {
  readonly calls: number;
  readonly criteria: number;
  /** Of what was scored: within one of the label; a label "na" that was scored is a miss. */
  readonly withinOne: number;
  readonly exact: number;
  /** Share of the criteria with a number as label that got one. */
  readonly coverage: number;
  readonly notApplicableRight: number;
  readonly unsure: number;
  /** Of the calls, those whose type the engine told; the others get no scorecard or, wrongly, another's. */
  readonly typeTold: number;
  readonly typeWrong: number;
}

const share = (part: number, whole: number): number => Math.round((part / Math.max(1, whole)) * 1000) / 1000;
const isNear = ({ label, score }: Given): boolean => typeof label === 'number' && score !== null && Math.abs(label - score) <= 1;

function figuresOf(calls: readonly LabelledCall[], given: readonly Given[], types: readonly (string | null)[]): Figures {
  const scored = given.filter((g) => g.outcome === 'scored');
  const numbered = given.filter((g) => g.label !== 'na');
  const na = given.filter((g) => g.label === 'na');
  return {
    calls: calls.length,
    criteria: given.length,
    withinOne: share(scored.filter(isNear).length, scored.length),
    exact: share(scored.filter((g) => g.label === g.score).length, scored.length),
    coverage: share(numbered.filter((g) => g.outcome === 'scored').length, numbered.length),
    notApplicableRight: share(na.filter((g) => g.outcome === 'not-applicable').length, na.length),
    unsure: given.filter((g) => g.outcome === 'unsure').length,
    typeTold: share(types.filter((type, i) => type === calls[i]?.dialogue.callType).length, calls.length),
    typeWrong: share(types.filter((type, i) => type !== null && type !== calls[i]?.dialogue.callType).length, calls.length),
  };
}

const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;
const line = (name: string, f: Figures): string =>
  `${name.padEnd(10)} ${f.calls} calls, ${f.criteria} criteria · within ±1 ${percent(f.withinOne)} of what was scored (exact ${percent(f.exact)}) · coverage ${percent(f.coverage)} · N/A right ${percent(f.notApplicableRight)} · unsure ${f.unsure} · call type told ${percent(f.typeTold)}, wrong ${percent(f.typeWrong)}`;

/** Labelled calls against the three shipped scorecards, without a key. */
export const scorecardsBench: Bench = {
  about: 'labelled calls, keyless: scores within one of five of a person, coverage, N/A [--misses tuning]',
  async run(_progress, args) {
    const at = args.indexOf('--misses');
    if (at >= 0 && args[at + 1] !== 'tuning') throw new Error('--misses is for the tuning half alone: say `--misses tuning`');
    const score = scorer();
    const half = async (name: 'tuning' | 'held-out'): Promise<{ figures: Figures; given: Given[] }> => {
      const calls = await readLabelledCalls(name);
      const told = calls.map(({ dialogue }) => score(asTranscript(dialogue), dialogue.callType));
      const given = told.flatMap(({ criteria }, i) =>
        criteria.map((c): Given => ({ call: calls[i]?.dialogue.id ?? '', criterion: c.criterion, label: calls[i]?.labels[c.criterion] ?? 'na', outcome: c.outcome, score: c.score, reason: c.reason })),
      );
      return { figures: figuresOf(calls, given, told.map((t) => t.callType)), given };
    };
    const [tuning, heldOut] = [await half('tuning'), await half('held-out')];
    const misses = at < 0 ? [] : tuning.given.filter((g) => (g.outcome === 'scored' && !isNear(g)) || (g.label === 'na') !== (g.outcome === 'not-applicable')).map((g) => `  ${g.call} ${g.criterion}: ${g.outcome} ${g.score ?? ''}, right is ${g.label} · ${g.reason}`);
    const figures = { tuning: tuning.figures, heldOut: heldOut.figures };
    return { figures, text: [line('tuning', tuning.figures), line('held-out', heldOut.figures), ...misses].join('\n'), met: heldOut.figures.withinOne >= TARGET };
  },
};
