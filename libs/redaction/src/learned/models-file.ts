import type { TaggerWeights } from './tagger.js';

/** Which models a file holds. */
export interface ModelsOf<Name extends string> {
  /** What they are called where something is wrong: "the taggers of names". */
  readonly about: string;
  readonly names: readonly Name[];
  /** Weights of each. */
  readonly size: number;
  /** The bench that fits them. */
  readonly bench: string;
}

/** Models as a file: a line of JSON (version, for each model its name, unit and bias), then a signed byte for each weight, model by model. */
export function writeModels<Name extends string>({ names, size }: ModelsOf<Name>, version: number, models: Readonly<Record<Name, TaggerWeights>>): Buffer {
  const head = { version, size, models: names.map((name) => ({ name, unit: models[name].unit, bias: models[name].bias })) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...names.map((name) => Buffer.from(models[name].weights.buffer, models[name].weights.byteOffset, size))]);
}

/**
 * Reads such a file.
 * @throws Error when it was made for other models, or is cut short.
 */
export function readModels<Name extends string>({ about, names, size, bench }: ModelsOf<Name>, file: Buffer): Readonly<Record<Name, TaggerWeights>> {
  const end = file.indexOf('\n');
  const head = JSON.parse(file.toString('utf8', 0, Math.max(0, end))) as { size: number; models: { name: string; unit: number; bias: number }[] };
  if (head.size !== size || head.models.map(({ name }) => name).join() !== names.join()) throw new Error(`${about} are ${head.models.map(({ name }) => name).join(', ')} of ${head.size} weights; this build wants ${names.join(', ')} of ${size}: fit them anew, npm run bench -- ${bench} --fit`);
  if (file.length !== end + 1 + size * names.length) throw new Error(`${about} have ${file.length} bytes instead of ${end + 1 + size * names.length}: the file is cut short or spoilt, take it from the repository again`);
  const read = (at: number): TaggerWeights => ({ weights: new Int8Array(file.buffer.slice(file.byteOffset + end + 1 + at * size, file.byteOffset + end + 1 + (at + 1) * size)), unit: head.models[at]?.unit ?? 0, bias: head.models[at]?.bias ?? 0 });
  return Object.fromEntries(names.map((name, at) => [name, read(at)])) as Record<Name, TaggerWeights>;
}
