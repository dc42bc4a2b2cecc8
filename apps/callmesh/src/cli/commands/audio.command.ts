import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { act } from '../command-context.js';

/** `callmesh audio <conversation>` */
export function audioCommand(program: Command): void {
  program
    .command('audio <conversation>')
    .description('the recording of a call as reviewers hear it: what the transcript redacts is silent in it')
    .option('--out <file>', 'where it is written, - for standard output (default: <conversation>.wav)')
    .action(
      act<[string], { out?: string }>(async ({ api, output }, { out }, conversation) => {
        const content = Readable.from(await (await api()).stream(`/conversations/${encodeURIComponent(conversation)}/audio`), { objectMode: false });
        if (out === '-') return pipeline(content, process.stdout, { end: false });
        const file = out ?? `${conversation.replace(/[^\w-]/g, '_')}.wav`;
        await pipeline(content, createWriteStream(file));
        const { size } = await stat(file);
        output.answer({ conversationId: conversation, written: file, bytes: size }, () => `written to ${file} (${size} bytes)`);
      }),
    );
}
