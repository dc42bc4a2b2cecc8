import { z } from 'zod';

/** A {@link CaptureAnswer} as the API documents it. */
export const CaptureAnswerSchema = z.object({
  conversationId: z.string(),
  status: z.enum(['accepted', 'duplicate', 'quarantined', 'refused']),
  audioVersion: z.number().int().optional(),
  assumed: z.array(z.string()).optional(),
  quarantineId: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
  missing: z.array(z.string()).optional(),
});

/** The multipart form of an upload; `metadata` is a JSON object in text form. */
export const UploadForm = z.object({
  file: z.string().describe('the recording (wav, mp3, ogg, m4a, flac) or a transcript (WebVTT, JSON)').meta({ format: 'binary' }),
  metadata: z.string().optional().describe('JSON: callId, agentId, startedAt (with zone), timeZone, direction, from, to, customerName, customerEmail, agentName, channelRoles, language, consent, vocabulary'),
  fileTime: z.string().optional().describe('ISO 8601: when the file was last changed, taken for the start of the call where the connection assumes it'),
  connection: z.string().optional().describe('id of the connection, default upload'),
});
