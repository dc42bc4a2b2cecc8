import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readRulePack, type RulePack } from '../domain/rules/rule-pack.js';
import type { Lists } from '../domain/rules/pattern.js';

/** A bundled pack as it is written. */
export const bundledPackText = (name: string): string => readFileSync(new URL(`../rules/${name}.yaml`, import.meta.url), 'utf8');

/** The phrase lists that every pack may use. */
export const sharedLists = (): Lists => readRulePack(parse(bundledPackText('shared'))).lists;

/** The bundled pack that knows words meant for the machine. It is no tenant's to change: it guards what callers can do. */
export const spokenInstructions = (): RulePack => readRulePack(parse(bundledPackText('spoken-instructions')));
