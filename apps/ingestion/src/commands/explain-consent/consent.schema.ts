import { z } from 'zod';
import { REQUIREMENTS } from '../../domain/consent/rule.js';

/** A `ConsentDecision` as the API documents it. */
export const ConsentView = z.object({
  consent: z.enum(['granted', 'refused', 'unknown', 'assumed-by-operator', 'settled-by-rule']),
  decidedBy: z.enum(['source', 'assumption', 'rule', 'nobody']),
  requires: z.enum(REQUIREMENTS).describe('what the stricter of both parties’ places asks for'),
  parties: z.array(
    z.object({
      party: z.enum(['from', 'to']),
      jurisdictions: z.array(z.string()).readonly().describe('ISO 3166 codes of where it may be; empty when nobody can tell'),
      requires: z.enum(REQUIREMENTS),
      how: z.enum(['area-code', 'country', 'mobile', 'no-place', 'not-in-table', 'unknown-number']),
    }).readonly(),
  ).readonly(),
  basis: z.enum(['agent', 'disclosure']).nullable(),
  table: z.string().describe('which table of rules decided'),
});

export const RuleView = z.object({ jurisdiction: z.string(), requires: z.enum(REQUIREMENTS), source: z.string(), asOf: z.string(), language: z.string() });
export const DisclosureView = z.object({ jurisdiction: z.string(), language: z.string(), text: z.string() });
