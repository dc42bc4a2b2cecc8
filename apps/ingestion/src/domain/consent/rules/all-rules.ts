import type { ConsentRule } from '../rule.js';
import { australia, canada, newZealand } from './commonwealth.js';
import { europe } from './europe.js';
import { unitedStates } from './united-states.js';

/** Counts up with every change of a row: a decision names the table that it was made by. */
export const CONSENT_TABLE = '2026-11.1';

/** The whole table. Of a place that is not in it nothing is known, and the strictest is taken. */
export const consentRules: readonly ConsentRule[] = [...unitedStates, ...canada, ...europe, ...australia, ...newZealand];

const byJurisdiction = new Map(consentRules.map((rule) => [rule.jurisdiction, rule]));

export const ruleOf = (jurisdiction: string): ConsentRule | undefined => byJurisdiction.get(jurisdiction);

/** The rules of a country's parts, and its own. */
export const rulesWithin = (country: string): ConsentRule[] => consentRules.filter(({ jurisdiction }) => jurisdiction === country || jurisdiction.startsWith(`${country}-`));
