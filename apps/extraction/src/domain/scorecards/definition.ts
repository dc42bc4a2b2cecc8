import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be kebab-case: lower case letters, digits and single hyphens').max(48);
const text = z.string().trim().min(1).max(400);
const patterns = z.array(z.string().trim().min(1).max(200)).min(1).max(60);
const speaker = z.enum(['agent', 'customer', 'any']);

/** When a criterion does not apply: unless somebody says one of `unless`, or as soon as somebody says one of `when`. */
const notApplicable = z.strictObject({ unless: patterns.optional(), when: patterns.optional(), speaker: speaker.default('any') }).refine((n) => n.unless ?? n.when, 'give unless, when, or both');

const common = {
  id: name,
  title: text,
  definition: text.describe('what is judged, in words for people'),
  weight: z.int().min(1).max(100).describe('share of the whole, percent'),
  speaker: speaker.default('agent').describe('who is judged'),
  notApplicable: notApplicable.optional(),
  margin: z.number().min(0).max(1).default(0.5).describe('below this confidence a person is asked instead of giving a number'),
};

const script = z.strictObject({
  ...common,
  kind: z.literal('script'),
  phrases: z.array(z.strictObject({ says: text, any: patterns })).min(1).max(10).describe('parts of the script; 1 when none is said, 5 when all are'),
  within: z.int().min(1).optional().describe('only in the first so many utterances of the speaker'),
});

const description = z.strictObject({
  description: text,
  /** Points that the first time gives; `upTo` times it counts again, each time half. */
  points: z.number().min(0.1).max(4).default(1),
  upTo: z.int().min(1).max(6).default(1),
  any: patterns.optional().describe('words that show it, as patterns; without them the words of the description are looked for'),
});

const intent = z.strictObject({
  ...common,
  kind: z.literal('intent'),
  goal: text,
  strong: z.array(description).min(1).max(12).describe('what good handling looks like'),
  weak: z.array(description).min(1).max(12).describe('what poor handling looks like'),
  base: z.number().min(1).max(5).default(2.5).describe('where the scale begins when only a little was seen'),
  ignore: patterns.optional().describe('formulas that look like it and say nothing'),
  absent: z.strictObject({ score: z.int().min(1).max(5), confidence: z.number().min(0).max(1) }).optional().describe('the score when nothing of it was seen; without it a person is asked'),
});

const criterion = z.discriminatedUnion('kind', [script, intent]);

/** A scorecard as it is written, in YAML or through the API. */
export const scorecardDefinition = z
  .strictObject({
    title: text,
    callType: name.describe('the only type of call it is applied to'),
    lists: z.record(z.string().regex(/^[a-z]+$/), patterns).optional().describe('named phrases for patterns, used as @name'),
    criteria: z.array(criterion).min(1).max(30),
  })
  .refine(({ criteria }) => new Set(criteria.map((c) => c.id)).size === criteria.length, 'two criteria have the same id');

export type ScorecardDefinition = z.output<typeof scorecardDefinition>;
export type Criterion = z.output<typeof criterion>;
export type IntentCriterion = Extract<Criterion, { kind: 'intent' }>;
export type ScriptCriterion = Extract<Criterion, { kind: 'script' }>;

/** Sum of the weights; only 100 can be published. */
export const weightOf = ({ criteria }: Pick<ScorecardDefinition, 'criteria'>): number => criteria.reduce((sum, c) => sum + c.weight, 0);
