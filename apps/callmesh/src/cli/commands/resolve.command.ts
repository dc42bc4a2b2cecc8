import type { Command } from 'commander';
import { act } from '../command-context.js';

/** `callmesh resolve <reference>` */
export function resolveCommand(program: Command): void {
  program
    .command('resolve <reference>')
    .description('the personal value behind a placeholder (vault://…); audited')
    .requiredOption('--reason <words>', 'why it is needed, for the audit')
    .action(
      act<[string], { reason: string }>(async ({ api, output }, { reason }, reference) => {
        const found = await (await api()).call<{ placeholder: string; value: string }>('/vault/resolve', { method: 'POST', body: { reference, reason } });
        output.answer(found, ({ value }) => value);
      }),
    );
}
