import type { Command } from 'commander';
import { ApiClient } from './api-client.js';
import { findTarget, type GlobalOptions } from './instance.js';
import { Output, tellError } from './output.js';

const LINGER_MS = 3_000;

/** What a command works with. */
export interface CommandContext {
  readonly output: Output;
  /** Talks to the instance as the tenant's admin. */
  api(): Promise<ApiClient>;
  /** Talks to the instance as its operator. */
  operator(): Promise<ApiClient>;
}

/**
 * Makes a commander action: arguments first, then the command's own options, then the context. An error is told in words (or as
 * JSON), with what to do next, and sets the exit code.
 */
export function act<Arguments extends unknown[], Options extends object>(work: (context: CommandContext, options: Options & GlobalOptions, ...args: Arguments) => Promise<void>) {
  return async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<Options & GlobalOptions>();
    const args = given.slice(0, -2) as Arguments;
    const context: CommandContext = {
      output: new Output(options.json ?? false),
      api: async () => new ApiClient(await findTarget(options, 'admin')),
      operator: async () => new ApiClient(await findTarget(options, 'operator')),
    };
    try {
      await work(context, options, ...args);
    } catch (error) {
      await tellError(error, options.json ?? false);
      // What was started halfway must not keep the process alive.
      setTimeout(() => process.exit(), LINGER_MS).unref();
    }
  };
}
