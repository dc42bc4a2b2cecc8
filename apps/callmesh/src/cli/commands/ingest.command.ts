import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { uploadCall, type CaptureAnswer } from '../captured.js';
import { act } from '../command-context.js';

type Ingested = { file: string } & (CaptureAnswer | ReturnType<typeof failed>);

/** One file that fails leaves the others as they are: what was taken must be told. An instance that cannot be spoken to takes none. */
function failed(error: unknown) {
  if (!(error instanceof CliError) || error.exitCode === EXIT.unreachable || error.exitCode === EXIT.denied) throw error;
  return { conversationId: null, status: 'failed' as const, code: error.code, reason: error.next === '' ? error.message : `${error.message}: ${error.next}` };
}

/** `callmesh ingest <files…>` */
export function ingestCommand(program: Command): void {
  program
    .command('ingest <files...>')
    .description('hand recordings or transcripts in, each with the <file>.meta.json beside it')
    .option('--connection <id>', 'how they come in: what is mapped, required and assumed', 'upload')
    .action(
      act<[string[]], { connection: string }>(async ({ api, output }, { connection }, files) => {
        const client = await api();
        const answers: Ingested[] = [];
        for (const file of files) answers.push({ file, ...(await uploadCall(client, file, connection).catch(failed)) });
        output.answer(answers, (all) => all.map((a) => `${a.file}: ${a.status}${a.conversationId ? ` ${a.conversationId}` : ''}${a.reason ? ` — ${a.reason} [${a.code ?? ''}]` : ''}`));
        if (answers.some(({ status }) => status !== 'accepted' && status !== 'duplicate')) process.exitCode = EXIT.failed;
      }),
    );
}
