import type { Command } from 'commander';
import { act } from '../command-context.js';

interface Grant {
  readonly path: string;
  readonly url: string | null;
  readonly expiresInSeconds: number;
  readonly bytes: number;
  readonly mediaType: string;
}

/** `callmesh grant <uri>` */
export function grantCommand(program: Command): void {
  program
    .command('grant <uri>')
    .description('a short-lived link to one stored object (claim://…); audited')
    .requiredOption('--reason <words>', 'why it is needed, for the audit')
    .option('--seconds <n>', 'how long it lives, an hour at most', '300')
    .action(
      act<[string], { reason: string; seconds: string }>(async ({ api, output }, { reason, seconds }, uri) => {
        const client = await api();
        const given = await client.call<Grant>('/grants', { method: 'POST', body: { uri, reason, seconds: Number(seconds) } });
        const link = given.url ?? `${client.target.url}${given.path}`;
        output.answer({ ...given, url: link }, () => [link, `(for ${given.expiresInSeconds} s; ${given.bytes} bytes, ${given.mediaType}; whoever has it may read it)`]);
      }),
    );
}
