import { z } from 'zod';

/** Kinds of facts that a model may name; a tenant's own are `custom:<name>`. */
export const MODEL_KINDS = ['issue', 'order-cancellation', 'complaint', 'dispute', 'refund', 'callback', 'escalation-risk', 'competitor', 'agent-commitment'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** How sure a model says that it is. Its figures are not asked for: nothing calibrates them. */
const certainty = z.enum(['clear', 'likely', 'unsure']);

const finding = z.strictObject({
  kind: z.string().max(80),
  utteranceIds: z.array(z.string().max(32)).min(1).max(6),
  quote: z.string().min(1).max(1_000),
  speaker: z.enum(['customer', 'agent', 'unknown']),
  certainty,
  orderId: z.string().max(64).nullable(),
  invoiceId: z.string().max(64).nullable(),
  amount: z.string().max(32).nullable(),
  product: z.string().max(120).nullable(),
  /** The words that name the time, never a date: dates are worked out here. */
  when: z.string().max(120).nullable(),
  /** What it is about: the topic of a complaint or issue, the competitor's name, what an agent promised, the reason. */
  detail: z.string().max(200).nullable(),
});

/** The whole of what a model may answer. */
export const modelAnswer = z.strictObject({ findings: z.array(finding).max(60) });

/** A fact as a model claims it, before anything of it is believed. */
export type ModelFinding = z.output<typeof finding>;

/** The answer's JSON schema, as servers with constrained output want it: every property required, nothing else allowed. */
export function answerSchema(kinds: readonly string[]): Readonly<Record<string, unknown>> {
  const text = { type: ['string', 'null'] };
  const properties = {
    kind: { type: 'string', enum: kinds },
    utteranceIds: { type: 'array', items: { type: 'string' } },
    quote: { type: 'string' },
    speaker: { type: 'string', enum: ['customer', 'agent', 'unknown'] },
    certainty: { type: 'string', enum: certainty.options },
    orderId: text,
    invoiceId: text,
    amount: text,
    product: text,
    when: text,
    detail: text,
  };
  const item = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  return { type: 'object', properties: { findings: { type: 'array', items: item } }, required: ['findings'], additionalProperties: false };
}
