import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { LinearModel } from './linear-model.js';
import { FEATURES } from './word-features.js';

const schema = z.strictObject({
  model: z.string(),
  version: z.number().int().positive(),
  about: z.string(),
  fittedOn: z.string(),
  /** Examples that it was fitted on. */
  examples: z.number().int(),
  features: z.literal(FEATURES, { error: `was fitted for another number of features than the ${FEATURES} of this build; fit it anew` }),
  outputs: z.array(z.string()).min(1),
  biases: z.array(z.number()),
  step: z.number().positive(),
  /** Bytes, deflated, in base64: most weights are 0. */
  weights: z.string(),
});

/** What stands in a model's file beside its weights. */
type ModelLabel = Pick<z.output<typeof schema>, 'model' | 'about' | 'fittedOn' | 'examples'>;

/** A model as its file. */
export function writeModel({ version, outputs, biases, step, weights }: LinearModel, label: ModelLabel): string {
  const { model, about, fittedOn, examples } = label;
  const packed = deflateRawSync(Buffer.from(weights.buffer, weights.byteOffset, weights.length), { level: 9 }).toString('base64');
  return `${JSON.stringify({ model, version, about, fittedOn, examples, features: FEATURES, outputs, biases, step, weights: packed }, null, 2)}\n`;
}

/** Reads a model's file. @throws Error naming the model and what is wrong with it. */
export function readModel(name: string, text: string): LinearModel {
  const parsed = schema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`model ${name}: ${parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`);
  const { version, outputs, biases, step } = parsed.data;
  const bytes = inflateRawSync(Buffer.from(parsed.data.weights, 'base64'));
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  if (weights.length !== FEATURES * outputs.length || biases.length !== outputs.length) throw new Error(`model ${name}: ${weights.length} weights and ${biases.length} biases for ${outputs.length} outputs of ${FEATURES} features`);
  return { version, outputs, biases, step, weights };
}
