import { nameFitting } from '@callmesh/redaction';
import type { Marked } from '../redaction/marked.js';
import { chance, shuffled } from '../learned/chance.js';
import { linesOf } from './lines.js';
import { vary } from './vary.js';

const { featuresOf, followingOf, joinsNames, joinsPlaces, possibleName, possiblePlace, SIZE } = nameFitting;

/** What can be a part, and what joins parts, by what is looked for. */
const LOOKS = { PERSON: [possibleName, joinsNames], ADDRESS: [possiblePlace, joinsPlaces] } as const;

const EPOCHS = 30;
const RATE = 0.07;
const DECAY = 2e-4;
const SEED = 20_261_121;
const MOST = 127;

/** Fits a model by logistic regression (AdaGrad, Duchi et al. 2011), each text told anew in every round. */
export function train(texts: readonly Marked[], type: keyof typeof LOOKS, epochs = EPOCHS): nameFitting.TaggerWeights {
  const weights = new Float32Array(SIZE);
  const moved = new Float32Array(SIZE).fill(0.05);
  let [bias, biasMoved] = [0, 1];
  const next = chance(SEED);
  const own = new Int32Array(200);
  const [possible, joins] = LOOKS[type];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const text of shuffled(texts, next)) {
      for (const { line, parts } of linesOf(vary(text, next), type, next)) {
        let last = false;
        for (let at = 0; at < parts.length; at += 1) {
          if (!possible(line, at)) {
            if (!joins(line, at)) last = false;
            continue;
          }
          const { ids, length } = featuresOf(line, at);
          own.set(ids.subarray(0, length));
          own.set(followingOf(line, at, last ? 1 : 0), length);
          last = parts[at] === true;
          let sum = bias;
          for (let i = 0; i < length + 4; i += 1) sum += weights[own[i] as number] as number;
          const error = 1 / (1 + Math.exp(-sum)) - (last ? 1 : 0);
          biasMoved += error * error;
          bias -= (RATE * error) / Math.sqrt(biasMoved);
          for (let i = 0; i < length + 4; i += 1) {
            const id = own[i] as number;
            const slope = error + DECAY * (weights[id] as number);
            const step = (moved[id] as number) + slope * slope;
            moved[id] = step;
            weights[id] = (weights[id] as number) - (RATE * slope) / Math.sqrt(step);
          }
        }
      }
    }
  }
  return smaller(weights, bias);
}

/** Each weight in one byte; a few that are larger than all others count as the largest. */
function smaller(weights: Float32Array, bias: number): nameFitting.TaggerWeights {
  const sizes = [...weights].map(Math.abs).filter((size) => size > 0).sort((a, b) => a - b);
  const unit = Number(((sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / MOST).toPrecision(6));
  return { weights: Int8Array.from(weights, (weight) => Math.max(-MOST, Math.min(MOST, Math.round(weight / unit)))), unit, bias: Number(bias.toPrecision(6)) };
}
