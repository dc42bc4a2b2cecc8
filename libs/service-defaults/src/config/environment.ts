import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional();

/**
 * Every environment variable that callmesh reads, in one place. A service that needs another adds it here, with what it does.
 * In embedded mode the host fills in what it starts itself (database, speech server, demo CRM).
 */
export const environmentSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address of an administrator role' }).optional()
    .describe('Postgres to use; without it the embedded one is started in the data directory'),
  CALLMESH_DATA_DIR: z.string().min(1).default('.callmesh').describe('where the embedded database, audio and keys are kept'),
  CALLMESH_PORT: z.coerce.number().int().min(0).max(65_535).default(8400).describe('HTTP port; 0 takes a free one'),
  CALLMESH_HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on; 0.0.0.0 inside a container'),
  CALLMESH_MASTER_KEY: z.string().refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64: openssl rand -base64 32').optional()
    .describe('wraps the conversations\' keys; generated in the data directory when absent'),
  WHISPER_URL: url.describe('speech server with the OpenAI route; without it the local one is started'),
  CRM_HUBSPOT_URL: url.describe('HubSpot, or something with its routes'),
  CRM_HUBSPOT_TOKEN: z.string().min(1).optional().describe('access token of the HubSpot private app'),
  KAFKA_BROKERS: z.string().regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'must be host:port[,host:port…]').optional()
    .describe('Kafka to use; without it the embedded log in Postgres'),
  CALLMESH_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('how much is logged'),
  CALLMESH_LOG_FORMAT: z.enum(['json', 'pretty']).default('json').describe('one JSON object a line, or short lines for a person'),
});

/** The validated environment. */
export type Environment = z.output<typeof environmentSchema>;
