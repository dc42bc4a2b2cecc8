import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileScorecard, type Scorecard } from '../domain/scorecards/compiled.js';
import { scorecardDefinition, weightOf } from '../domain/scorecards/definition.js';
import type { RulePack } from '../domain/rules/rule-pack.js';
import { sharedLists } from './bundled-pack.adapter.js';

const SHIPPED = ['sales', 'support', 'onboarding'];

/** Reads the scorecards of this build; a faulty one stops the start with its name and what is wrong. Each is version 1 until a tenant publishes its own. */
export function bundledScorecards(modifiers: RulePack): Scorecard[] {
  const lists = sharedLists();
  return SHIPPED.map((id) => {
    const definition = scorecardDefinition.parse(parse(readFileSync(new URL(`../scorecards/${id}.yaml`, import.meta.url), 'utf8')));
    if (weightOf(definition) !== 100) throw new Error(`scorecard ${id}: the weights add up to ${weightOf(definition)}, not to 100`);
    return compileScorecard(id, 1, definition, { lists, modifiers });
  });
}
