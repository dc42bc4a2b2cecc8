import { z } from 'zod';
import { stageNames } from '../domain/conversation-thread.js';

const text = z.string().nullable();
const time = z.iso.datetime();
const status = z.enum(['in-progress', 'completed', 'quarantined', 'refused', 'failed', 'erased']);
const change = z.object({ field: z.string(), before: text, after: text });

export const conversationLineSchema = z.object({
  conversationId: z.string(),
  firstSeen: time,
  status,
  settled: z.boolean(),
  code: text,
  platform: text,
  platformCallId: text,
  startedAt: time.nullable(),
  agentId: text,
  fileName: text,
  intent: text,
  satisfaction: z.number().nullable(),
  escalationRisk: text,
  waitingActions: z.number().int(),
});

export const conversationsSchema = z.object({ items: z.array(conversationLineSchema), next: text.describe('cursor of the next page; null on the last') });

export const threadSchema = z.object({
  conversationId: z.string(),
  status,
  settled: z.boolean().describe('nothing more happens by itself: done, or waiting for a person'),
  reason: text,
  code: text,
  call: z
    .object({
      ...{ platform: z.string(), platformCallId: z.string(), startedAt: time, timeZone: z.string(), agentId: z.string(), direction: z.string(), consent: z.string() },
      ...{ assumed: z.array(z.string()), fileName: text, durationMs: z.number().nullable(), connection: z.string() },
    })
    .nullable(),
  stages: z.array(z.object({ name: z.enum(stageNames), startedAt: time, ms: z.number() })),
  engine: text,
  utterances: z.number().int().nullable(),
  summary: text,
  analysis: z.object({ intent: text, topics: z.array(z.string()), sentiment: text, satisfaction: z.number().nullable(), escalationRisk: text }).nullable(),
  events: z.array(
    z.object({
      ...{ id: z.string(), type: z.string(), time, service: z.string(), causationId: text, confidence: z.number().nullable(), detail: text, quote: text },
      ...{ startMs: z.number().nullable(), endMs: z.number().nullable(), speaker: text, entities: z.array(z.object({ kind: z.string(), value: text, placeholder: text, text: z.string() })) },
    }),
  ),
  actions: z.array(
    z.object({
      ...{ actionId: z.string(), factId: z.string(), kind: z.string(), state: z.enum(['drafted', 'reviewed', 'applied', 'application-failed', 'expired', 'reverted']), decision: text, reason: text, decidedBy: text },
      ...{ confidence: z.number(), threshold: z.number(), summary: z.string(), supersedes: text, dueAt: time.nullable() },
      target: z.object({ object: z.string(), key: text, fields: z.array(change) }),
    }),
  ),
  crm: z.array(z.object({ actionId: z.string(), destination: z.string(), object: z.string(), id: z.string(), change: z.enum(['created', 'updated', 'unchanged']), changes: z.array(change) })),
});

export const intentsSchema = z.object({
  days: z.number().int(),
  intents: z.array(
    z.object({ intent: text, calls: z.number().int(), averageSatisfaction: z.number().nullable(), ratedCalls: z.number().int(), highEscalations: z.number().int(), topics: z.array(z.string()) }),
  ),
});

export const stageReportSchema = z.object({
  days: z.number().int(),
  stuckAfterMinutes: z.number().int(),
  stages: z.array(
    z.object({ name: z.enum(stageNames), count: z.number().int(), p50: z.number().nullable().describe('ms'), p95: z.number().nullable(), max: z.number().nullable(), stuck: z.number().int(), lost: z.number().int() }),
  ),
});
