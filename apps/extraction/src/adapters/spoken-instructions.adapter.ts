import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readRulePack, type RulePack } from '../domain/rules/rule-pack.js';

/** The bundled pack that knows words meant for the machine. It is no tenant's to change: it guards what callers can do. */
export function spokenInstructions(): RulePack {
  return readRulePack(parse(readFileSync(new URL('../rules/spoken-instructions.yaml', import.meta.url), 'utf8')));
}
