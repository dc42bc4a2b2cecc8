import type { LoggerService } from '@nestjs/common';
import { rootLogger } from './logger.js';

/** Nest's own lines in the process's log: its warnings and errors as they are, its start-up chatter at debug. */
export const nestLogger: LoggerService = {
  log: (message: unknown) => rootLogger().debug({ nest: String(message) }, 'nest'),
  debug: (message: unknown) => rootLogger().trace({ nest: String(message) }, 'nest'),
  verbose: (message: unknown) => rootLogger().trace({ nest: String(message) }, 'nest'),
  warn: (message: unknown) => rootLogger().warn(`nest: ${String(message)}`),
  error: (message: unknown) => rootLogger().error(`nest: ${String(message)}`),
  fatal: (message: unknown) => rootLogger().fatal(`nest: ${String(message)}`),
};
