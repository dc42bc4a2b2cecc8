import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional();

/**
 * Every environment variable that callmesh reads, in one place. A service that needs another adds it here, with what it does.
 * In embedded mode the host fills in what it starts itself (database, speech server, demo CRM).
 */
export const environmentSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address of an administrator role' }).optional()
    .describe('Postgres to use, as its administrator: for `callmesh start` and for deploy steps; without it the embedded one is started in the data directory'),
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address of the service\'s role callmesh_<service>' }).optional()
    .describe('one service alone: its own tenant-fenced role, as `callmesh migrate` makes it; with it DATABASE_URL is not needed'),
  DATABASE_WORKER_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address of the service\'s role callmesh_<service>_worker' }).optional()
    .describe('one service alone: its own worker role'),
  CALLMESH_DATA_DIR: z.string().min(1).default('.callmesh').describe('where the embedded database, audio and keys are kept'),
  CALLMESH_PORT: z.coerce.number().int().min(0).max(65_535).default(8400).describe('HTTP port; 0 takes a free one'),
  CALLMESH_HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on; 0.0.0.0 inside a container'),
  CALLMESH_DRAIN_MS: z.coerce.number().int().min(0).max(5_000).default(0).describe('on SIGTERM: how long requests are still taken after readiness has gone false, so that a load balancer notices in time, in ms'),
  CALLMESH_PUBLIC_URL: url.describe('address under which people reach this API; links to evidence in the CRM point there'),
  CALLMESH_UPSTREAMS: z.string().regex(/^[a-z-]+=https?:\/\/[^\s,=]+(,[a-z-]+=https?:\/\/[^\s,=]+)*$/, 'must be service=http://host:port[,service=…]').optional()
    .describe('`callmesh gateway` alone: where each service answers'),
  CALLMESH_MASTER_KEY: z.string().refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64: openssl rand -base64 32').optional()
    .describe('wraps the conversations\' keys; generated in the data directory when absent'),
  CALLMESH_OTHER_MASTER_KEYS: z.string().refine((keys) => keys.split(/[\s,]+/).filter(Boolean).every((key) => Buffer.from(key, 'base64').length === 32), 'must be keys of 32 bytes in base64, with commas or lines between').optional()
    .describe('further master keys, which open what they wrapped and wrap nothing: former ones during a rotation, and the next one before it; with commas or lines between'),
  CALLMESH_ROLES_SECRET: z.string().min(32).optional().describe('what the passwords of the database\'s roles are derived from, where they are not given; without it CALLMESH_MASTER_KEY'),
  WHISPER_URL: url.describe('speech server with the OpenAI route; without it the local one is started'),
  PRESIDIO_URL: url.describe('Presidio analyzer that is asked besides the built-in redaction; without it transcripts leave the process for nobody'),
  CRM_HUBSPOT_URL: url.describe('HubSpot, or something with its routes'),
  CRM_HUBSPOT_TOKEN: z.string().min(1).optional().describe('access token of the HubSpot private app'),
  CALLMESH_CRM_CONTACT: z.enum(['off', 'on']).default('off').describe('whether the CRM is asked whose number a call is from before its transcript is redacted, so that its contact\'s names, addresses and numbers go however they are said; for services crm-sync and transcription alike'),
  KAFKA_BROKERS: z.string().regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'must be host:port[,host:port…]').optional()
    .describe('Kafka to use; without it the embedded log in Postgres'),
  KAFKA_REPLICATION: z.coerce.number().int().min(1).max(100).optional().describe('replicas of each topic; without it as the brokers have it, and not checked'),
  KAFKA_STUCK_AFTER_MS: z.coerce.number().int().min(1_000).default(120_000).describe('a process whose consumer does not move for so long, though messages wait and Kafka answers, ends itself with code 70, in ms'),
  KAFKA_TLS: z.enum(['off', 'on']).default('off').describe('whether to reach Kafka over TLS'),
  KAFKA_CA: z.string().min(1).optional().describe('who signed the brokers\' certificates, PEM; usually as KAFKA_CA_FILE; without it the authorities that Node knows'),
  KAFKA_CERT: z.string().min(1).optional().describe('own certificate, PEM, where the brokers ask for one; usually as KAFKA_CERT_FILE'),
  KAFKA_KEY: z.string().min(1).optional().describe('key of that certificate, PEM; usually as KAFKA_KEY_FILE'),
  KAFKA_SASL: z.enum(['plain', 'scram-sha-512', 'oauthbearer']).optional().describe('how Kafka asks who we are; without it, it does not'),
  KAFKA_USERNAME: z.string().min(1).optional().describe('user, for plain and scram-sha-512'),
  KAFKA_PASSWORD: z.string().min(1).optional().describe('password of that user'),
  KAFKA_OAUTH_TOKEN_URL: url.describe('token endpoint, for oauthbearer (client credentials)'),
  KAFKA_OAUTH_CLIENT_ID: z.string().min(1).optional().describe('client that asks for tokens'),
  KAFKA_OAUTH_CLIENT_SECRET: z.string().min(1).optional().describe('secret of that client'),
  KAFKA_OAUTH_SCOPE: z.string().min(1).optional().describe('scope to ask for'),
  SCHEMA_REGISTRY_URL: url.describe('schema registry with the Confluent API to use; without it the schemas bundled with each build'),
  SCHEMA_REGISTRY_USERNAME: z.string().min(1).optional().describe('user of the schema registry, where it wants one (basic authentication)'),
  SCHEMA_REGISTRY_PASSWORD: z.string().min(1).optional().describe('password of the schema registry'),
  S3_BUCKET: z.string().min(3).optional().describe('bucket for audio and transcripts, encrypted; without it encrypted files in the data directory'),
  S3_ENDPOINT: url.describe('S3-compatible server; without it AWS'),
  S3_REGION: z.string().min(1).default('us-east-1').describe('region of the bucket'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional().describe('access key of the bucket; without it the credentials that the AWS SDK finds, as a role of the machine'),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe('secret of the access key'),
  CALLMESH_WATCH_DIR: z.string().min(1).optional().describe('folder whose recordings are taken in; sidecars `<file>.meta.json` give their metadata'),
  CALLMESH_WATCH_TENANT: z.string().min(1).default('local').describe('tenant of what lies in the watched folder'),
  CALLMESH_WATCH_SETTLE_MS: z.coerce.number().int().min(100).default(3000).describe('a file in the watched folder is taken when its size has not changed for so long, in ms'),
  CALLMESH_MIN_FREE_MB: z.coerce.number().int().min(0).default(200).describe('free disk space in MB below which no recording is taken'),
  CALLMESH_MAX_UPLOAD_MB: z.coerce.number().int().min(1).default(1024).describe('largest recording in MB'),
  CALLMESH_MAX_AUDIO_MINUTES: z.coerce.number().int().min(1).default(720).describe('longest recording in minutes'),
  CALLMESH_PART_MINUTES: z.coerce.number().positive().max(240).default(240).describe('a longer recording is cut in silence, its parts are transcribed as jobs of their own, and stitched to one conversation; in minutes'),
  CALLMESH_UNCONSENTED_HOURS: z.coerce.number().int().min(1).max(8_760).default(72).describe('a recording without known consent is deleted after so many hours in quarantine'),
  CALLMESH_PERSONAL_READS_PER_HOUR: z.coerce.number().int().min(1).default(300).describe('how many personal values and grants for stored objects one caller may ask for in an hour'),
  CALLMESH_WAL_DAYS: z.coerce.number().min(0).max(3_650).optional().describe('how long write-ahead log is kept, archive included, in days; receipts of erasures say when it has run out'),
  CALLMESH_BACKUP_DAYS: z.coerce.number().min(0).max(36_500).optional().describe('how long backups are kept, in days; receipts of erasures say when they have run out'),
  CALLMESH_SWEEP_HOURS: z.coerce.number().min(0).max(8_760).default(24).describe('service ingestion removes stored objects that nothing refers to once in so many hours, one instance at a time; 0 leaves that to `callmesh claims sweep`'),
  CALLMESH_RETENTION_HOURS: z.coerce.number().min(0).max(8_760).default(24).describe('each service removes what is older than its tenant keeps it (`callmesh retention show`) once in so many hours, one instance at a time; 0 leaves that to `callmesh retention run`'),
  WHISPER_MODEL: z.string().min(1).default('whisper-1').describe('model name to ask the speech server for'),
  WHISPER_API_KEY: z.string().min(1).optional().describe('bearer token of the speech server, where it wants one'),
  WHISPER_JOBS: z.coerce.number().int().min(1).default(1).describe('recordings transcribed at once'),
  LLM_BASE_URL: url.describe('language model server with the OpenAI chat route, e.g. http://127.0.0.1:11434/v1; without it the local engine alone reads calls'),
  LLM_API_KEY: z.string().optional().describe('bearer token of the language model server, where it wants one; empty where it wants none'),
  LLM_MODEL: z.string().min(1).default('gpt-4o-mini').describe('model to ask the language model server for'),
  LLM_TEMPERATURE: z.coerce.number().min(0).max(0.2).default(0).describe('temperature of the language model, 0 to 0.2'),
  LLM_TIMEOUT_MS: z.coerce.number().int().min(100).max(280_000).default(60_000).describe('how long one answer of the language model may take, in ms'),
  LLM_CHUNK_TOKENS: z.coerce.number().int().min(200).max(200_000).default(6_000).describe('longest piece of a call that the language model is asked about at once, in tokens'),
  LLM_DAILY_TOKENS: z.coerce.number().int().min(0).optional().describe('tokens that a tenant may use up on a day (UTC); over it the local engine alone reads its calls; without it no cap'),
  LLM_DAILY_BUDGET: z.coerce.number().min(0).optional().describe('what a tenant may spend on a day (UTC), in the currency of the prices; it needs both prices'),
  LLM_PRICE_INPUT: z.coerce.number().min(0).optional().describe('price of a million tokens that the language model reads'),
  LLM_PRICE_OUTPUT: z.coerce.number().min(0).optional().describe('price of a million tokens that the language model writes'),
  CALLMESH_METRICS_TOKEN: z.string().regex(/^[!-~]{16,}$/, 'must be 16 characters or more, without spaces: openssl rand -hex 24').optional()
    .describe('what Prometheus has to send as bearer token for `/metrics`; without it metrics are shown to this machine alone'),
  CALLMESH_LOOK_EVERY_MS: z.coerce.number().int().min(100).max(15_000).default(10_000).describe('how often lags, queues, the horizon and dependencies are looked at for metrics and for what is stuck, in ms'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.describe('collector of traces by OTLP/HTTP, e.g. http://127.0.0.1:4318; without it traces are handed on, not exported'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1).describe('share of the traces that are exported, 0 to 1; one that a caller began is exported as the caller says'),
  CALLMESH_PARKED_LIMIT: z.coerce.number().int().min(1).default(10_000).describe('messages that a service parks, those waiting behind included, before its consumer waits instead'),
  CALLMESH_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('how much is logged'),
  CALLMESH_LOG_FORMAT: z.enum(['json', 'pretty']).default('json').describe('one JSON object a line, or short lines for a person'),
});

/** The validated environment. */
export type Environment = z.output<typeof environmentSchema>;
