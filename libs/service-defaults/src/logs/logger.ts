import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { currentCorrelation } from './correlation.js';
import { prettyLine } from './pretty.js';

/** How logs are written. */
export interface LogOptions {
  /** pino level, default `info`. */
  readonly level?: string;
  /** One JSON object a line (default), or short lines for a person. */
  readonly format?: 'json' | 'pretty';
  /** Default: standard error, because standard output belongs to the command's answer. */
  readonly destination?: DestinationStream;
}

/**
 * Fields that could hold something personal and never belong into a log. The rule is that nobody logs them;
 * this list is the net under the rule.
 */
const REDACTED = ['authorization', 'token', 'secret', 'password', 'apiKey', 'quote', 'text', 'summary', 'note', 'phone', 'email', 'from', 'to', 'fileName'];

let logger: Logger | undefined;

/** Sets up the process's logger. Called once by the runtime; a second call replaces it. */
export function setUpLogs(options: LogOptions = {}): Logger {
  const stderr = options.destination ?? pino.destination({ dest: 2, sync: true });
  const destination = options.format === 'pretty' ? { write: (line: string) => void stderr.write(prettyLine(line)) } : stderr;
  logger = pino(
    {
      level: options.level ?? 'info',
      base: undefined,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorWithoutValues },
      redact: { paths: REDACTED.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
      mixin: () => ({ ...currentCorrelation() }),
    },
    destination,
  );
  return logger;
}

/** The process's logger; JSON on standard error until {@link setUpLogs} ran. */
export function rootLogger(): Logger {
  return logger ?? setUpLogs();
}

/** An error's name, code, message and stack; not its other fields, which may hold what a caller sent (`detail` of a Postgres error, for one). */
function errorWithoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { type, message, stack } = stdSerializers.err(error);
  return { type, code: (error as { code?: unknown }).code, message, stack };
}
