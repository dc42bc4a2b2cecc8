import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { ApiClient } from '../api-client.js';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';

interface AudioOptions {
  readonly out?: string;
  readonly raw?: boolean;
  readonly reason?: string;
}

/** `callmesh audio <conversation>` */
export function audioCommand(program: Command): void {
  program
    .command('audio <conversation>')
    .description('the recording of a call as reviewers hear it: what the transcript redacts is silent in it')
    .option('--out <file>', 'where it is written, - for standard output (default: <conversation>.wav)')
    .option('--raw', 'as it was received: takes a key with role raw-audio, and --reason')
    .option('--reason <why>', 'why the raw recording is needed, for the audit; no personal data')
    .action(
      act<[string], AudioOptions>(async ({ api, output }, { out, raw = false, reason }, conversation) => {
        const client = await api();
        const route = `/conversations/${encodeURIComponent(conversation)}`;
        const content = Readable.from(raw ? await rawRecording(client, route, reason) : await client.stream(`${route}/audio`), { objectMode: false });
        if (out === '-') return pipeline(content, process.stdout, { end: false });
        const file = out ?? `${conversation.replace(/[^\w-]/g, '_')}${raw ? '.raw' : ''}.wav`;
        await pipeline(content, createWriteStream(file));
        const { size } = await stat(file);
        output.answer({ conversationId: conversation, written: file, bytes: size }, () => `written to ${file} (${size} bytes)`);
      }),
    );
}

/** Asks for a grant, with the reason, and opens it: both stand in the audit. */
async function rawRecording(client: ApiClient, route: string, reason: string | undefined): Promise<ReadableStream<Uint8Array>> {
  if (reason === undefined) throw new CliError('USAGE.NO_REASON', 'a raw recording is heard for a reason', 'say it: --reason "dispute 2026-17"', EXIT.usage);
  const recordings = await client.call<{ original: string | null; audio: string | null }[]>(`${route}/recordings`);
  const uri = recordings.map(({ original, audio }) => original ?? audio).find((one) => one !== null);
  if (uri === undefined || uri === null) throw new CliError('AUDIO.NOT_FOUND', 'there is no raw recording of this call: it never had one, or it was destroyed', 'hear the redacted copy: leave --raw away');
  const { path } = await client.call<{ path: string }>('/grants', { method: 'POST', body: { uri, reason } });
  return client.stream(path, { atRoot: true });
}
