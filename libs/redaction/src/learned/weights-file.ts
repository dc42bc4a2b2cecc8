import { SIZE, type TaggerWeights } from './tagger.js';

/** What models there are, by what they look for. */
export const MODELS = ['PERSON', 'ADDRESS'] as const;
export type Taggers = Readonly<Record<(typeof MODELS)[number], TaggerWeights>>;

/** Models as a file: a line of JSON (version, for each model its name, unit and bias), then a signed byte for each weight, model by model. */
export function writeTaggers(version: number, taggers: Taggers): Buffer {
  const head = { version, size: SIZE, models: MODELS.map((name) => ({ name, unit: taggers[name].unit, bias: taggers[name].bias })) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...MODELS.map((name) => Buffer.from(taggers[name].weights.buffer, taggers[name].weights.byteOffset, SIZE))]);
}

/**
 * Reads such a file.
 * @throws Error when it was made for other models, or is cut short.
 */
export function readTaggers(file: Buffer): Taggers {
  const end = file.indexOf('\n');
  const head = JSON.parse(file.toString('utf8', 0, Math.max(0, end))) as { size: number; models: { name: string; unit: number; bias: number }[] };
  if (head.size !== SIZE || head.models.map(({ name }) => name).join() !== MODELS.join()) throw new Error(`the taggers of names are ${head.models.map(({ name }) => name).join(', ')} of ${head.size} weights; this build wants ${MODELS.join(', ')} of ${SIZE}: fit them anew, npm run bench -- names --fit`);
  if (file.length !== end + 1 + SIZE * MODELS.length) throw new Error(`the taggers of names have ${file.length} bytes instead of ${end + 1 + SIZE * MODELS.length}: the file is cut short or spoilt, take it from the repository again`);
  const read = (at: number): TaggerWeights => ({ weights: new Int8Array(file.buffer.slice(file.byteOffset + end + 1 + at * SIZE, file.byteOffset + end + 1 + (at + 1) * SIZE)), unit: head.models[at]?.unit ?? 0, bias: head.models[at]?.bias ?? 0 });
  return { PERSON: read(0), ADDRESS: read(1) };
}
