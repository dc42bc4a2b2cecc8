import { bundledCurves, bundledEngine } from '@callmesh/extraction';
import { stringify } from 'yaml';
import type { Bench } from '../bench.js';
import { readHalf } from '../extraction/corpus.js';
import { evaluate, fromText } from '../extraction/evaluate.js';
import type { Kind } from '../extraction/kinds.js';
import { fit, scoreOf, type Scored } from './fit.js';

/** Which pack's score each kind's confidence comes from. */
const PACK_OF: Readonly<Record<Kind, string>> = {
  'order.cancellation-requested': 'order-cancellation',
  'refund.requested': 'refund',
  'customer.complaint-logged': 'complaint',
  'customer.dispute-raised': 'dispute',
  'callback.requested': 'callback',
  'customer.issue-identified': 'issue',
  'escalation.risk-raised': 'escalation',
  'competitor.mentioned': 'competitor',
  'agent.commitment-made': 'commitment',
};

/** How many findings a pack's own curve counts for: rules are right more often on the calls that they were written on. */
const PRIOR = 150;

const given = (args: readonly string[], name: string, otherwise: string): string => args[args.indexOf(name) + 1 || args.length] ?? otherwise;

/** Fits the confidences of the keyless engine on the tuning half; the answer is the text of apps/extraction/src/rules/calibration.yaml. */
export const calibrationBench: Bench = {
  about: 'fits score → confidence per kind on the tuning half, as apps/extraction/src/rules/calibration.yaml [--version n] [--date yyyy-mm-dd]',
  async run(_progress, args) {
    const { matched } = await evaluate(bundledEngine(), fromText(await readHalf('tuning')));
    const { written, inForce } = bundledCurves();
    const packs = Object.fromEntries(
      (Object.entries(PACK_OF) as [Kind, string][]).map(([kind, pack]) => {
        const [prior, now] = [written(pack), inForce(pack)];
        const scored = matched.flatMap(({ findings, invented }) => findings.filter((f) => f.kind === kind).map((f): Scored => ({ score: scoreOf(f.confidence, now), right: !invented.includes(f) })));
        return [pack, { ...fit(scored, prior, PRIOR), findings: scored.length, right: scored.filter(({ right }) => right).length }];
      }),
    );
    const figures = { calibration: Number(given(args, '--version', '1')), fittedOn: 'bench/corpus/extraction/tuning', date: given(args, '--date', 'undated'), prior: PRIOR, packs };
    return { figures, text: stringify(figures, { lineWidth: 0 }).trimEnd(), met: true };
  },
};
