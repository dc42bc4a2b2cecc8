import type { Command } from 'commander';
import { act } from '../command-context.js';

/** `callmesh demo` */
export function demoCommand(program: Command): void {
  program
    .command('demo [paths...]')
    .description('start callmesh and send calls through it: recordings or transcripts, files or folders (default: the samples)')
    .option('--once', 'end when every call has come to rest; exit code 0 when all got all the way')
    .option('--out <folder>', 'where the page of each call is written', 'out')
    .action(
      act<[string[]], { once?: boolean; out: string }>(async ({ output }, { once = false, out, data }, paths) => {
        const { runDemo } = await import('../../demo/demo.js');
        await runDemo({ paths, once, json: output.json, out, ...(data !== undefined && { data }) });
      }),
    );
}
