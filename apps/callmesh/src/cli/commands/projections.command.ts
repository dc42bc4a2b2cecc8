import type { Command } from 'commander';
import { act } from '../command-context.js';

/** `callmesh projections rebuild` */
export function projectionsCommand(program: Command): void {
  const projections = program.command('projections').description('read models');
  projections
    .command('rebuild <service>')
    .description('build the read models of a service again from its events')
    .option('--name <projection>', 'only this one')
    .action(
      act<[string], { name?: string }>(async ({ operator, output }, { name }, service) => {
        const rebuilt = await (await operator()).call<{ projection: string; events: number }[]>(`/projections/${encodeURIComponent(service)}/rebuild`, { method: 'POST', query: { name } });
        output.answer(rebuilt, (all) => all.map(({ projection, events }) => `${projection}: ${events} events`));
      }),
    );
}
