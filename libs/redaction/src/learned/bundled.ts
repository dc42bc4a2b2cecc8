import { readFileSync } from 'node:fs';
import type { NumberWeights } from './number-kinds.js';
import { readNumbers, readTaggers, type Taggers } from './weights-file.js';

const fileOf = (name: string): Buffer => readFileSync(new URL(`../data/${name}`, import.meta.url));

let names: Taggers | undefined;
let numbers: NumberWeights | undefined;

/** The models of names and addresses that come with this build; read once. */
export const bundledTaggers = (): Taggers => (names ??= readTaggers(fileOf('names.bin')));

/** The models of numbers that come with this build; read once. */
export const bundledNumbers = (): NumberWeights => (numbers ??= readNumbers(fileOf('numbers.bin')));
