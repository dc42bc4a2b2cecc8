import { z } from 'zod';

const STATES = ['failed', 'waiting', 'dropped'] as const;

/** Number of a parked message. */
export const ParkedId = z.string().regex(/^\d{1,18}$/, 'must be the number of a parked message');

export const ParkedQuery = z.object({
  service: z.string().optional().describe('only of this service'),
  tenantId: z.string().optional(),
  topic: z.string().optional(),
  key: z.string().optional().describe('conversation id'),
  code: z.string().optional().describe('code of the reason'),
  state: z.enum(STATES).optional().describe('default: failed and waiting'),
  after: z.string().max(300).optional().describe('cursor of the last message of the page before'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** Which keys of a service to re-drive; nothing means all. */
export const RedriveBody = z.object({
  topic: z.string().optional(),
  key: z.string().optional().describe('conversation id'),
  code: z.string().optional().describe('keys whose failed message has this code'),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000).describe('keys at most'),
});

export const DropQuery = z.object({ reason: z.string().trim().min(1).max(500).describe('why the message is given up') });

export const ParkedShape = z.object({
  id: z.string(),
  tenantId: z.string(),
  group: z.string(),
  topic: z.string(),
  key: z.string(),
  partition: z.number().int(),
  position: z.string(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(STATES),
  code: z.string(),
  message: z.string(),
  attempts: z.number().int(),
  publishedAt: z.iso.datetime(),
  parkedAt: z.iso.datetime(),
  droppedBy: z.string().nullable(),
  droppedReason: z.string().nullable(),
  cursor: z.string().describe('`after` of the next page'),
});

export const ParkedDetailShape = ParkedShape.extend({
  headers: z.array(z.object({ name: z.string(), text: z.string().nullable().describe('null when the bytes are no UTF-8'), hex: z.string().nullable() })),
  metadata: z.record(z.string(), z.unknown()).nullable().describe('the envelope; null when it cannot be read'),
  data: z.unknown().describe('the payload, personal fields as redacted text; null when it cannot be decoded'),
  undecodable: z.object({ code: z.string(), message: z.string() }).nullable().describe('why it cannot be decoded'),
  valueHex: z.string().describe('the value as it came, the first 16 KiB'),
  valueBytes: z.number().int(),
});

const Stop = z.object({ id: z.string(), code: z.string(), message: z.string() });

export const RedrivenShape = z.object({ drained: z.number().int(), stoppedAt: Stop.nullable() });

export const RedrivenKeysShape = z.object({
  keys: z.number().int().describe('keys that were tried'),
  drained: z.number().int().describe('messages processed'),
  freed: z.number().int().describe('keys that flow again'),
  stopped: z.array(Stop.extend({ topic: z.string(), key: z.string() })).describe('keys whose message failed again'),
});
