import { readModels, writeModels, type ModelsOf } from './models-file.js';
import { NUMBER_KINDS, NUMBER_SIZE, type NumberWeights } from './number-kinds.js';
import { SIZE, type TaggerWeights } from './tagger.js';

/** What models there are, by what they look for. */
export const MODELS = ['PERSON', 'ADDRESS', 'USERNAME', 'PASSWORD'] as const;
export type Taggers = Readonly<Record<(typeof MODELS)[number], TaggerWeights>>;

const NAMES: ModelsOf<(typeof MODELS)[number]> = { about: 'the taggers of names and accounts', names: MODELS, size: SIZE, bench: 'names' };
const NUMBERS: ModelsOf<(typeof NUMBER_KINDS)[number]> = { about: 'the models of numbers', names: NUMBER_KINDS, size: NUMBER_SIZE, bench: 'numbers' };

/** The models of names, addresses, accounts and passwords as a file. */
export const writeTaggers = (version: number, taggers: Taggers): Buffer => writeModels(NAMES, version, taggers);
/** @throws Error when it was made for other models, or is cut short. */
export const readTaggers = (file: Buffer): Taggers => readModels(NAMES, file);

/** The models of numbers as a file. */
export const writeNumbers = (version: number, numbers: NumberWeights): Buffer => writeModels(NUMBERS, version, numbers);
/** @throws Error when it was made for other models, or is cut short. */
export const readNumbers = (file: Buffer): NumberWeights => readModels(NUMBERS, file);
