import { z } from 'zod';
import { DETAIL_FIELDS, FIELDS, KINDS, type DetailField, type EntityField, type Kind } from './kinds.js';

/** A scripted call of the corpus with what is right to find in it. */
export interface Dialogue {
  readonly id: string;
  /** File it stands in, `tuning/orders-and-returns.yaml`. */
  readonly file: string;
  readonly startedAt: number;
  readonly timeZone: string;
  readonly callType: string;
  readonly tags: readonly string[];
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

/** What one speaker says. */
interface Line {
  readonly speaker: 'customer' | 'agent' | 'unknown';
  readonly text: string;
}

/** One business fact that stands at the end of the call. */
export interface Label {
  readonly kind: Kind;
  /** 1-based lines, each of which is right as evidence. */
  readonly lines: readonly number[];
  readonly fields: Readonly<Partial<Record<EntityField | DetailField, string | readonly string[] | null>>>;
}

const TAGS = ['plain', 'nothing', 'negation', 'withdrawal', 'hypothetical', 'agent-said', 'third-party', 'two-of-a-kind', 'past', 'question', 'unknown', 'messy', 'long'] as const;
const SPEAKERS = { A: 'agent', C: 'customer', U: 'unknown' } as const;

const id = z.string().min(1).nullable().optional();
const words = z.string().trim().min(1);
const fieldSchemas: Readonly<Record<EntityField | DetailField, z.ZodType>> = {
  orderId: id,
  invoiceId: id,
  amount: z.string().regex(/^\d+(\.\d{1,2})?$/, 'a decimal number in quotes, "89.90"').nullable().optional(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code').nullable().optional(),
  dueAt: z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z))?$/, 'an ISO date, or date and time with offset').refine((text) => !Number.isNaN(Date.parse(text)), 'no such date').nullable().optional(),
  competitor: words,
  topic: z.enum(['delivery', 'product', 'service', 'billing', 'staff', 'account', 'technical', 'other']),
  signals: z.array(z.enum(['manager', 'legal', 'regulator', 'publicity', 'churn'])).min(1),
  action: z.enum(['call-back', 'send', 'refund', 'replace', 'credit', 'check', 'escalate', 'schedule', 'change', 'other']),
};

const labelSchema = z.discriminatedUnion(
  'kind',
  KINDS.map((kind) => z.strictObject({ kind: z.literal(kind), lines: z.array(z.int().min(1)).min(1), ...Object.fromEntries(FIELDS[kind].map((field) => [field, fieldSchemas[field]])) })) as unknown as [
    z.ZodObject<{ kind: z.ZodLiteral<Kind>; lines: z.ZodArray<z.ZodInt> }>,
  ],
);

const line = z.union([z.strictObject({ A: words }), z.strictObject({ C: words }), z.strictObject({ U: words })], 'one of A, C or U with its words (in quotes when they look like a number)');

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
};

const dialogueSchema = z.strictObject({
  id: z.string().regex(/^[a-z]-[a-z0-9-]+$/, 'a letter for its author, as t-…'),
  startedAt: z.iso.datetime({ offset: true }),
  timeZone: z.string().refine(isZone, 'no IANA time zone'),
  callType: z.enum(['support', 'sales', 'onboarding', 'other']),
  tags: z.array(z.enum(TAGS)),
  lines: z.array(line).min(1),
  labels: z.array(labelSchema),
});

/**
 * Reads one dialogue.
 * @param where file, and place in it while the id is not known.
 * @throws Error with file, id and field of everything that is wrong.
 */
export function readDialogue(source: unknown, file: string, where: string): Dialogue {
  const name = typeof source === 'object' && source !== null && 'id' in source ? String(source.id) : where;
  const parsed = dialogueSchema.safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${file}, ${name}, ${pathOf(issue.path)}: ${issue.message}`).join('\n'));
  const { lines, labels, startedAt, ...rest } = parsed.data;
  for (const [at, label] of labels.entries()) {
    const beyond = label.lines.find((number) => number > lines.length);
    if (beyond !== undefined) throw new Error(`${file}, ${name}, labels[${at}].lines: there is no line ${beyond}, the dialogue has ${lines.length}`);
  }
  if (rest.tags.includes('nothing') && labels.length > 0) throw new Error(`${file}, ${name}, tags: "nothing", but there are ${labels.length} labels`);
  return { ...rest, file, startedAt: Date.parse(startedAt), lines: lines.map(toLine), labels: labels.map(toLabel) };
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`), '') || 'the whole';
}

function toLine(spoken: Readonly<Partial<Record<keyof typeof SPEAKERS, string>>>): Line {
  const [speaker, text] = Object.entries(spoken)[0] ?? ['U', ''];
  return { speaker: SPEAKERS[speaker as keyof typeof SPEAKERS], text };
}

function toLabel({ kind, lines, ...given }: { kind: Kind; lines: number[] }): Label {
  const values = given as Label['fields'];
  const isDetail = (field: string): boolean => (DETAIL_FIELDS as readonly string[]).includes(field);
  return { kind, lines, fields: Object.fromEntries(FIELDS[kind].map((field) => [field, values[field] ?? (isDetail(field) ? [] : null)])) };
}
