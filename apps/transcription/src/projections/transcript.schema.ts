import { z } from 'zod';

const Timed = { startMs: z.number().int(), endMs: z.number().int(), confidence: z.number().nullable() };
const Flag = z.object({ check: z.string(), severity: z.string(), detail: z.string(), utteranceIds: z.array(z.string()) });

export const TranscriptView = z.object({
  conversationId: z.string(),
  version: z.number().int(),
  engine: z.string(),
  engineVersion: z.string(),
  language: z.string().nullable(),
  durationMs: z.number().int(),
  utterances: z.array(
    z.object({ id: z.string(), speaker: z.enum(['customer', 'agent', 'unknown']), channel: z.number().int().nullable(), text: z.string(), words: z.array(z.object({ text: z.string(), ...Timed })), ...Timed }),
  ),
  redactions: z.array(z.object({ placeholder: z.string(), type: z.string(), kept: z.boolean() })),
  flags: z.array(Flag).optional().describe('checks that this version did not pass; absent when it is clean'),
});

export const VersionView = z.object({
  version: z.number().int(),
  engine: z.string(),
  engineVersion: z.string(),
  language: z.string().nullable(),
  utterances: z.number().int(),
  words: z.number().int(),
  confidence: z.number().nullable(),
  reason: z.string().describe('recorded, requested, better-engine or clean-up'),
  source: z.string().describe('raw-audio, redacted-audio, import or transcript'),
  replaces: z.number().int().nullable(),
  madeAt: z.string(),
});

export const VersionQuery = z.object({ version: z.coerce.number().int().min(1).optional() });
