import { z } from 'zod';
import { trackerDefinition } from '../../domain/trackers/tracker-definition.js';

export const trackerAnswer = trackerDefinition.extend({ name: z.string(), version: z.number().int(), retired: z.boolean(), changedBy: z.string(), changedAt: z.string() });

export const backfillAnswer = z.object({
  id: z.string(),
  tracker: z.string(),
  trackerVersion: z.number().int(),
  state: z.enum(['running', 'completed', 'superseded']).describe('superseded: the tracker was changed or retired meanwhile'),
  total: z.number().int().describe('calls that were stored when it began'),
  done: z.number().int(),
  found: z.number().int().describe('calls with a hit'),
  unreadable: z.number().int().describe('calls whose transcript is gone'),
  startedBy: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});

export const trackedCall = z.object({
  tracker: z.string(),
  trackerVersion: z.number().int(),
  conversationId: z.string(),
  transcriptVersion: z.number().int(),
  state: z.enum(['hit', 'unknown']).describe('unknown: nobody can tell who speaks'),
  hits: z.array(z.object({ utteranceId: z.string(), startMs: z.number(), endMs: z.number(), quote: z.string(), speaker: z.string() })).describe('empty when the hit is that something was never said'),
  callStartedAt: z.string(),
});

const moment = z.iso.datetime({ offset: true });
export const hitsQuery = z.object({
  state: z.enum(['hit', 'unknown']).default('hit'),
  from: moment.optional().describe('calls from this moment on'),
  to: moment.optional().describe('calls before this moment'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
