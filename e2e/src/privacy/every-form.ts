import { planted } from './planted-call.js';
import { beside } from './planted.js';

/** Every form of every secret that is planted, in the call and beside it. */
export const everyForm = [...planted.flatMap(({ forms }) => forms), ...Object.values(beside).flatMap(({ forms }) => forms)];
