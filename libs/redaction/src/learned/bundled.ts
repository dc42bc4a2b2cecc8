import { readFileSync } from 'node:fs';
import { readTaggers, type Taggers } from './weights-file.js';

let read: Taggers | undefined;

/** The models that come with this build; read once. */
export const bundledTaggers = (): Taggers => (read ??= readTaggers(readFileSync(new URL('../data/names.bin', import.meta.url))));
