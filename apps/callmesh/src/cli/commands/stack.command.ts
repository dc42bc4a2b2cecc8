import type { Command } from 'commander';
import { act } from '../command-context.js';

interface StackCommandOptions {
  readonly once?: boolean;
  readonly out: string;
  readonly instances?: string;
}

/** `callmesh stack` */
export function stackCommand(program: Command): void {
  program
    .command('stack [paths...]')
    .description('start the whole distributed system on this machine: Kafka, registry, S3, Postgres, speech, each service as a process of its own; and send calls through it where some are named')
    .option('--once', 'end when every call (default: the samples) has come to rest; exit code 0 when all got all the way')
    .option('--out <folder>', 'where the page of each call is written', 'out')
    .option('--instances <counts>', 'how many of which service, e.g. ingestion=2,extraction=3 (default: one of each)')
    .action(
      act<[string[]], StackCommandOptions>(async ({ output }, { once = false, out, data, instances }, paths) => {
        const { runStack } = await import('../../stack/run-stack.js');
        await runStack({ paths, once, json: output.json, out, ...(data !== undefined && { data }), ...(instances !== undefined && { instances }) });
      }),
    );
}
