import type { Command } from 'commander';
import { EXIT } from '../cli.errors.js';
import { uploadCall, type CaptureAnswer } from '../captured.js';
import { act } from '../command-context.js';

/** `callmesh ingest <files…>` */
export function ingestCommand(program: Command): void {
  program
    .command('ingest <files...>')
    .description('hand recordings or transcripts in, each with the <file>.meta.json beside it')
    .option('--connection <id>', 'how they come in: what is mapped, required and assumed', 'upload')
    .action(
      act<[string[]], { connection: string }>(async ({ api, output }, { connection }, files) => {
        const client = await api();
        const answers: (CaptureAnswer & { file: string })[] = [];
        for (const file of files) answers.push({ file, ...(await uploadCall(client, file, connection)) });
        output.answer(answers, (all) => all.map((a) => `${a.file}: ${a.status} ${a.conversationId}${a.reason ? ` — ${a.reason} [${a.code ?? ''}]` : ''}`));
        if (answers.some(({ status }) => status === 'quarantined' || status === 'refused')) process.exitCode = EXIT.failed;
      }),
    );
}
