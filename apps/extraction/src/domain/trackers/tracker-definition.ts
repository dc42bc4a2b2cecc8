import { z } from 'zod';

const phrase = z.string().trim().min(1).max(200).describe('words as they are said; case, punctuation and short forms do not count, `cancel*` is a beginning');
const who = z.enum(['customer', 'agent', 'any']);
const seconds = z.number().positive().max(86_400);

const clause = z.union([
  z.strictObject({ phrase }),
  z.strictObject({
    near: z.strictObject({
      words: z.tuple([phrase, phrase]),
      within: z.number().int().min(1).max(50).describe('how many words the second is at most away from the first'),
      ordered: z.boolean().default(false).describe('the first has to come first'),
    }),
  }),
  z.strictObject({
    sequence: z.strictObject({
      steps: z.array(z.strictObject({ phrase, speaker: who.optional().describe("default: the tracker's speaker") })).min(2).max(6),
      withinSeconds: seconds.nullable().default(null).describe('from the first word to the last; null: anywhere on the call'),
    }),
  }),
]);

/** What a tracker looks for on every call. */
export const trackerDefinition = z.strictObject({
  title: z.string().trim().min(2).max(120),
  any: z.array(clause).min(1).max(40).describe('one of these has to be said: a phrase, two near each other, or several in order'),
  speaker: who.default('any'),
  window: z
    .strictObject({ firstSeconds: seconds.optional().describe('begins in the first so many seconds'), lastSeconds: seconds.optional().describe('ends in the last so many seconds') })
    .refine((w) => w.firstSeconds === undefined || w.lastSeconds === undefined, 'give firstSeconds or lastSeconds, not both')
    .nullable()
    .default(null),
  absent: z.boolean().default(false).describe('true: a call counts when none of it was said'),
});

export type TrackerDefinition = z.output<typeof trackerDefinition>;
export type TrackerClause = TrackerDefinition['any'][number];
export type TrackerSpeaker = z.output<typeof who>;
