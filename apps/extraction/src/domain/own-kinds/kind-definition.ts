import { z } from 'zod';

/** What a tenant's kind can ask to be named with it. */
const WANTED_ENTITIES = ['order', 'invoice', 'amount', 'date'] as const;

const phrase = z.string().trim().min(2).max(200);

/** A kind of fact that a tenant defines itself: how it is recognised, and when it is sure enough to be told. */
export const kindDefinition = z
  .strictObject({
    title: z.string().trim().min(2).max(120).describe('for people: reviews, cases, the console'),
    speaker: z.enum(['customer', 'agent', 'any']).default('any').describe('who has to say it'),
    patterns: z.array(phrase).max(60).default([]).describe('in the pattern language of rule packs (docs/how-to/write-rules.md)'),
    unless: z.array(phrase).max(60).default([]).describe('patterns that explain a match away where they overlap it'),
    examples: z.array(phrase).max(60).default([]).describe('sentences that say it; a sentence of the call counts when it shares most of its words with one'),
    threshold: z.number().min(0).max(1).default(0.5).describe('below this confidence nothing is told'),
    entity: z.enum(WANTED_ENTITIES).nullable().default(null).describe('what should be named with it'),
    entityRequired: z.boolean().default(false).describe('without that entity nothing is told'),
  })
  .refine((kind) => kind.patterns.length + kind.examples.length > 0, 'give patterns, examples, or both');

export type KindDefinition = z.output<typeof kindDefinition>;
