import { moodFeaturesOf, scoresOf, writeModel, type LinearModel } from '@callmesh/extraction';
import { writeFile } from 'node:fs/promises';
import type { Bench } from '../bench.js';
import { fitLinear, type Fitting, type Labelled } from '../learned/fit-linear.js';
import { readUtterances, type LabelledUtterance } from './utterances.js';

const OUTPUTS = ['positive', 'negative'];
const FITTING: Fitting = { epochs: 12, rate: 0.3, decay: 1e-5, seed: 7 };
const FOLDS = 5;

interface Figures {
  readonly utterances: number;
  /** Share told right of the three labels. */
  readonly right: number;
  /** Of those that please or displease, the share on the right side of the middle. */
  readonly side: number;
}

const share = (right: number, of: number): number => Math.round((right / Math.max(1, of)) * 1000) / 1000;

function told(model: LinearModel, { features }: Labelled): { output: number; side: number } {
  const [pleases = 0, displeases = 0] = scoresOf(model, features);
  return { output: Math.max(pleases, displeases) <= 0 ? -1 : pleases >= displeases ? 0 : 1, side: pleases >= displeases ? 0 : 1 };
}

function figuresOf(answers: readonly (Labelled & ReturnType<typeof told> & { readonly meant: number })[]): Figures {
  const taking = answers.filter(({ meant }) => meant >= 0);
  return { utterances: answers.length, right: share(answers.filter((a) => a.output === a.meant).length, answers.length), side: share(taking.filter((a) => a.side === a.meant).length, taking.length) };
}

const judge = (model: LinearModel, examples: readonly Labelled[]): Parameters<typeof figuresOf>[0] => examples.map((e) => ({ ...e, meant: e.output, ...told(model, e) }));

/** Fits the model of how an utterance sounds on the labelled utterances, and says how it does on what it has not seen. */
export const toneModelBench: Bench = {
  about: 'fits the model of how an utterance sounds, as apps/extraction/src/rules/tone.model.json [--version n] [--write file]',
  async run(_progress, args) {
    const given = (name: string): string | undefined => args[args.indexOf(name) + 1 || args.length];
    const features = moodFeaturesOf();
    const asExamples = (said: readonly LabelledUtterance[]): Labelled[] => said.map(({ speaker, text, label }) => ({ features: features(speaker, text), output: OUTPUTS.indexOf(label) }));
    const examples = asExamples(await readUtterances('tuning'));
    const version = Number(given('--version') ?? '1');
    const folds = Array.from({ length: FOLDS }, (_, fold) => judge(fitLinear(examples.filter((_e, at) => at % FOLDS !== fold), OUTPUTS, version, FITTING), examples.filter((_e, at) => at % FOLDS === fold)));
    const model = fitLinear(examples, OUTPUTS, version, FITTING);
    const figures = { crossValidated: figuresOf(folds.flat()), heldOut: figuresOf(judge(model, asExamples(await readUtterances('held-out')))) };
    const file = given('--write');
    if (file) await writeFile(file, writeModel(model, { model: 'tone', about: 'How an utterance sounds: whether it pleases or displeases who says it, and of an agent whether it is good news.', fittedOn: 'bench/corpus/sentiment/utterances.jsonl', examples: examples.length }));
    const text = Object.entries(figures).map(([name, f]) => `${name.padEnd(15)} ${f.utterances} utterances · label right ${(f.right * 100).toFixed(0)} % · side right ${(f.side * 100).toFixed(0)} %`);
    return { figures, text: text.join('\n'), met: true };
  },
};
