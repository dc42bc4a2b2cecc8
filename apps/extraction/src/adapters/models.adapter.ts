import { readFileSync } from 'node:fs';
import type { LinearModel } from '../domain/learned/linear-model.js';
import { readModel } from '../domain/learned/model-text.js';

/** Reads a model of this build; a faulty one stops the start with its name. */
export const bundledModel = (name: string): LinearModel => readModel(name, readFileSync(new URL(`../rules/${name}.model.json`, import.meta.url), 'utf8'));
