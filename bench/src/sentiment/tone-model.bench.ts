import { moodFeaturesOf, scoresOf, writeModel, type LinearModel } from '@callmesh/extraction';
import { writeFile } from 'node:fs/promises';
import type { Bench } from '../bench.js';
import type { Dialogue } from '../extraction/dialogue.js';
import { fitLinear, type Compared, type Fitting, type Labelled } from '../learned/fit-linear.js';
import { isOrdered, pairTeller } from './in-order.js';
import { readPairs, type Pair } from './pairs.js';
import { readUtterances, type LabelledUtterance } from './utterances.js';

const OUTPUTS = ['positive', 'negative'];
const FITTING: Fitting = { epochs: 12, rate: 0.3, decay: 1e-3, seed: 7 };

interface Figures {
  readonly utterances: number;
  /** Share told right of the three labels. */
  readonly right: number;
  /** Of those that please or displease, the share on the right side of the middle. */
  readonly side: number;
  /** Of those that do neither, the share that is told so. */
  readonly neutral: number;
}

const share = (right: number, of: number): number => Math.round((right / Math.max(1, of)) * 1000) / 1000;
const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;

function figuresOf(model: LinearModel, examples: readonly Labelled[]): Figures {
  const told = examples.map(({ features, output }) => {
    const [pleases = 0, displeases = 0] = scoresOf(model, features);
    return { meant: output, output: Math.max(pleases, displeases) <= 0 ? -1 : pleases >= displeases ? 0 : 1, side: pleases >= displeases ? 0 : 1 };
  });
  const [taking, neutral] = [told.filter(({ meant }) => meant >= 0), told.filter(({ meant }) => meant < 0)];
  return {
    utterances: told.length,
    right: share(told.filter((t) => t.output === t.meant).length, told.length),
    side: share(taking.filter((t) => t.side === t.meant).length, taking.length),
    neutral: share(neutral.filter((t) => t.output === -1).length, neutral.length),
  };
}

const asText = (name: string, f: Figures): string => `${name.padEnd(16)} ${f.utterances} utterances · label right ${percent(f.right)} · side right ${percent(f.side)} · neutral ones right ${percent(f.neutral)}`;

/** What is there to be fitted on, each with who wrote it. */
async function readMaterial(): Promise<{ labelled: (Labelled & { author: string })[]; compared: (Compared & { author: string })[]; pairs: Pair[] }> {
  const read = moodFeaturesOf();
  const wholeOf = ({ lines }: Dialogue): Compared['more'] => read(lines.map(({ speaker, text }) => ({ speaker: speaker === 'agent' ? 'agent' : 'customer', text })));
  const pairs = await readPairs('tuning');
  return {
    labelled: (await readUtterances('tuning')).map((said) => ({ ...asExample(read, said), author: said.author })),
    compared: pairs.map(({ happy, angry, author }) => ({ more: wholeOf(happy), less: wholeOf(angry), author })),
    pairs,
  };
}

const asExample = (read: ReturnType<typeof moodFeaturesOf>, said: LabelledUtterance): Labelled => ({ features: read([said])[0]?.features ?? new Int32Array(), output: OUTPUTS.indexOf(said.label) });

/** Fits the model of how an utterance sounds on the labelled utterances and the pairs of calls, and says how it does on what it has not seen. */
export const toneModelBench: Bench = {
  about: 'fits the model of how an utterance sounds, as apps/extraction/src/rules/tone.model.json [--version n] [--write file] [--tuning]',
  async run(progress, args) {
    const given = (name: string): string | undefined => args[args.indexOf(name) + 1 || args.length];
    const version = Number(given('--version') ?? '1');
    const { labelled, compared, pairs } = await readMaterial();
    const without = (author: string) => <T extends { author: string }>(items: readonly T[]): T[] => items.filter((item) => item.author !== author);
    // Whoever is measured has no part in the model that is measured: one author left out after the other.
    const authors = [...new Set([...labelled, ...compared].map(({ author }) => author))].sort().map((author) => {
      progress(`without author ${author}`);
      const others = without(author);
      const model = fitLinear(others(labelled), OUTPUTS, version, FITTING, others(compared));
      const tell = pairTeller(model);
      const own = pairs.filter((pair) => pair.author === author);
      return { author, ...figuresOf(model, labelled.filter((l) => l.author === author)), pairs: own.length, ordered: own.filter((pair) => isOrdered(tell(pair))).length };
    });
    const model = fitLinear(labelled, OUTPUTS, version, FITTING, compared);
    const read = moodFeaturesOf();
    const heldOut = args.includes('--tuning') ? null : figuresOf(model, (await readUtterances('held-out')).map((said) => asExample(read, said)));
    const file = given('--write');
    const label = { model: 'tone', about: 'How an utterance sounds: whether it pleases or displeases who says it, and of an agent whether it is good news.', fittedOn: 'bench/corpus/sentiment: utterances*.jsonl and pairs-tuning*.yaml', examples: labelled.length + compared.length };
    if (file) await writeFile(file, writeModel(model, label));
    const [ordered, all] = [authors.reduce((sum, a) => sum + a.ordered, 0), authors.reduce((sum, a) => sum + a.pairs, 0)];
    const lines = authors.flatMap((a) => [...(a.utterances > 0 ? [asText(`without ${a.author}`, a)] : []), ...(a.pairs > 0 ? [`${`without ${a.author}`.padEnd(16)} pairs in order ${a.ordered} of ${a.pairs}`] : [])]);
    return {
      figures: { authors, ordered: share(ordered, all), heldOut },
      text: [...lines, `each author told by the others: ${percent(share(ordered, all))} of ${all} pairs in order`, ...(heldOut ? [asText('held-out', heldOut)] : [])].join('\n'),
      met: true,
    };
  },
};
