import { nameFitting } from '@callmesh/redaction';
import { chance } from '../learned/chance.js';
import { fitLinear, type Fitting } from '../learned/fit-linear.js';
import { vary } from '../names/vary.js';
import type { Marked } from '../redaction/marked.js';
import { examplesOf } from './examples.js';
import { revoiced } from './revoice.js';

const { NUMBER_KINDS, NUMBER_SIZE } = nameFitting;

const FITTING: Fitting = { epochs: 12, rate: 0.6, decay: 1e-5, seed: 20_261_122, size: NUMBER_SIZE };
/** Every text is told so often, in other words and numbers each time. */
const TELLINGS = 4;

/** Fits the models of numbers: what each kind of number is, by its digits and by the words around it. */
export function trainNumbers(texts: readonly Marked[], fitting: Partial<Fitting> = {}, tellings = TELLINGS): nameFitting.NumberWeights {
  const next = chance(FITTING.seed);
  const examples = Array.from({ length: tellings }, (_, told) => texts.flatMap((text) => examplesOf(told === 0 ? text : revoiced(vary(text, next), next), next))).flat();
  const { biases, step, weights } = fitLinear(examples, NUMBER_KINDS, 1, { ...FITTING, ...fitting });
  return Object.fromEntries(NUMBER_KINDS.map((kind, at) => [kind, { weights: weights.slice(at * NUMBER_SIZE, (at + 1) * NUMBER_SIZE), unit: Number(step.toPrecision(6)), bias: Number((biases[at] ?? 0).toPrecision(6)) }])) as Record<nameFitting.NumberKind, nameFitting.TaggerWeights>;
}
