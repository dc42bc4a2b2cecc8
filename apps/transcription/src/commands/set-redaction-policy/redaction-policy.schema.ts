import { ENTITY_TYPES, isAccountPattern } from '@callmesh/redaction';
import { z } from 'zod';

const text = z.string().trim().min(2).max(100);
const type = z.enum(ENTITY_TYPES as [string, ...string[]]);
/** What must never be stored cannot be switched off. */
const ALWAYS = ['CREDIT_CARD', 'CVV', 'CARD_EXPIRY', 'PIN', 'PASSWORD'];

/** What a tenant may say about redaction. */
export const redactionPolicy = z.strictObject({
  profile: z.enum(['calls', 'standard', 'strict']).default('calls').describe('calls: what does harm, and names; standard: all that points at a person; strict: organisations, nationalities and all dates too'),
  types: z
    .array(type)
    .max(ENTITY_TYPES.length)
    .refine((types) => ALWAYS.every((one) => types.includes(one)), `must name ${ALWAYS.join(', ')}: these are never stored`)
    .nullable()
    .default(null)
    .describe('instead of the profile\'s types'),
  keepLastFour: z.array(type).max(ENTITY_TYPES.length).default([]).describe('types whose spans carry their last four characters'),
  allow: z.array(text).max(500).default([]).describe('values that stay: a firm\'s own name, its service number'),
  deny: z.array(z.strictObject({ term: text, type: z.string().regex(/^[A-Z][A-Z_]{1,30}$/) })).max(500).default([]).describe('terms that always go, and as what'),
  accountPatterns: z
    .array(z.string().max(40).refine(isAccountPattern, 'needs three signs at least: # a digit, @ a letter, * either'))
    .max(20)
    .default([])
    .describe('shapes of the tenant\'s own account ids, such as CU-######'),
});

export type StoredRedactionPolicy = z.output<typeof redactionPolicy>;

/** The policy in force; version 0 is what holds until a tenant has set one. */
export const redactionPolicyAnswer = z.object({ version: z.number().int(), policy: redactionPolicy });
export type RedactionPolicyAnswer = z.output<typeof redactionPolicyAnswer>;
