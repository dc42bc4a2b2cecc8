import { z } from 'zod';

const MOST = 500;
const MOST_VARIANTS = 20;

const name = z
  .string()
  .trim()
  .min(2)
  .max(80)
  .regex(/^[^\p{C}<>[\]{}]*$/u, 'may hold no control characters and no brackets')
  .regex(/\p{L}/u, 'has to hold a letter');

/** The companies that a tenant competes with, as it writes them and as they are said. */
export const competitorList = z.strictObject({
  competitors: z
    .array(
      z.strictObject({
        name: name.describe('as facts are to name it'),
        spoken: z.array(name).max(MOST_VARIANTS).default([]).describe('other ways to say it, and how recognisers write it: short forms, old names, "oh two"'),
      }),
    )
    .max(MOST),
});

export type CompetitorList = z.output<typeof competitorList>;
