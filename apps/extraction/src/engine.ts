import type { Provider } from '@nestjs/common';
import { bundledRulePacks } from './adapters/rule-packs.adapter.js';
import { localEngine } from './domain/analyse.js';
import type { CompetitorList } from './domain/competitors/competitor-list.js';
import { knownCompetitors } from './domain/competitors/known-competitors.js';
import type { Analyse, RulePacks } from './domain/finding.js';
import type { LinearModel } from './domain/learned/linear-model.js';
import type { Calibration } from './domain/rules/rule-pack.js';

/** Nest injection token of the extraction engine ({@link Analyse}). */
export const ENGINE = Symbol('Engine');
/** Nest injection token of the rule packs. */
export const RULE_PACKS = Symbol('RulePacks');

export const engineProviders: readonly Provider[] = [
  { provide: RULE_PACKS, useFactory: bundledRulePacks },
  { provide: ENGINE, useFactory: (packs: RulePacks) => localEngine(packs), inject: [RULE_PACKS] },
];

/**
 * The engine that needs no key, with the rule packs of this build: as the service runs it, for measuring.
 * @param tone another model of how utterances sound, in place of the one of this build.
 * @param competitors the companies that a tenant lists.
 */
export function bundledEngine(tone?: LinearModel, competitors?: CompetitorList): Analyse {
  const packs = bundledRulePacks();
  return localEngine(tone ? { ...packs, tone: { ...packs.tone, sound: tone } } : packs, competitors && knownCompetitors(competitors));
}

/** The curves from score to confidence of the bundled packs, by pack name: as the packs were written, and as they were fitted; for fitting them anew. */
export function bundledCurves(): { written: (pack: string) => Calibration; inForce: (pack: string) => Calibration } {
  const of = (packs: RulePacks) => (name: string): Calibration => {
    const found = Object.values(packs).find((pack) => pack.name === name);
    if (!found) throw new Error(`there is no rule pack ${name}`);
    return found.calibration;
  };
  return { written: of(bundledRulePacks(() => null)), inForce: of(bundledRulePacks()) };
}
