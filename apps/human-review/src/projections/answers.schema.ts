import { z } from 'zod';
import { actionKinds, caseKinds } from '../domain/action-kind.js';

const text = z.string().nullable();
const change = z.object({ field: z.string(), before: text, after: text });

export const leaseAnswer = z.object({ heldBy: z.string(), until: z.string().describe('ISO 8601') });

export const queueItemSchema = z.object({
  actionId: z.string(),
  conversationId: z.string(),
  kind: z.string(),
  state: z.string(),
  version: z.number().int().describe('send it back as `expectedVersion`'),
  summary: z.string(),
  doubt: text.describe('why a person has to look'),
  confidence: z.number(),
  threshold: z.number(),
  target: z.object({ object: z.string(), key: text, fields: z.array(change) }),
  evidence: z.array(z.object({ utteranceIds: z.array(z.string()), startMs: z.number(), endMs: z.number(), quote: z.string(), speaker: z.string() })),
  dueAt: text,
  callStartedAt: z.string(),
  sourceType: z.string(),
  factId: z.string(),
  draftedAt: z.string(),
  lastEventId: z.string(),
  supersedes: text,
  supersededBy: text,
  reverts: text.describe('the applied action that it undoes'),
  confirmed: z.object({ analysisVersion: z.number().int(), confidence: z.number(), engine: z.string() }).nullable().describe('a later analysis found the fact again'),
  decision: text,
  decidedBy: text,
  decidedAt: text,
  reason: text,
  failureCode: text,
  lease: leaseAnswer.nullable(),
  applied: z.object({ destination: z.string(), object: z.string(), objectId: z.string(), operation: z.string(), changes: z.array(change) }).nullable(),
});

export const queueSchema = z.object({ waiting: z.number().int(), items: z.array(queueItemSchema) });

export const actionSchema = queueItemSchema.extend({
  history: z.array(z.object({ version: z.number().int(), type: z.string(), time: z.string(), eventId: z.string(), causationId: text, data: z.record(z.string(), z.unknown()) })),
});

export const policyAnswer = z.object({ kind: z.string().describe(`${[...actionKinds, ...caseKinds].join(', ')}, or custom:<name>`), version: z.number().int(), threshold: z.number(), reviewerRole: z.enum(['reviewer', 'supervisor']), drafts: z.boolean() });
