import type { Provider } from '@nestjs/common';
import { bundledRulePacks } from './adapters/rule-packs.adapter.js';
import { localEngine } from './domain/analyse.js';
import type { Analyse, RulePacks } from './domain/finding.js';

/** Nest injection token of the extraction engine ({@link Analyse}). */
export const ENGINE = Symbol('Engine');
/** Nest injection token of the rule packs. */
export const RULE_PACKS = Symbol('RulePacks');

export const engineProviders: readonly Provider[] = [
  { provide: RULE_PACKS, useFactory: bundledRulePacks },
  { provide: ENGINE, useFactory: (packs: RulePacks) => localEngine(packs), inject: [RULE_PACKS] },
];

/** The engine that needs no key, with the rule packs of this build: as the service runs it, for measuring. */
export const bundledEngine = (): Analyse => localEngine(bundledRulePacks());
