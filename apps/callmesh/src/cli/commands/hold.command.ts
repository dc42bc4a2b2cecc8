import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Hold {
  readonly id: string;
  readonly conversationId: string | null;
  readonly receivedFrom: string | null;
  readonly receivedUntil: string | null;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: string;
}

interface Covered {
  readonly conversation?: string;
  readonly from?: string;
  readonly until?: string;
  readonly all?: boolean;
  readonly reason: string;
}

const covers = ({ conversationId, receivedFrom, receivedUntil }: Hold): string =>
  conversationId ?? (receivedFrom || receivedUntil ? `received ${receivedFrom ?? '…'} – ${receivedUntil ?? '…'}` : 'everything');

/** `callmesh hold add|ls|rm` */
export function holdCommand(program: Command): void {
  const hold = program.command('hold').description('legal holds: what must be kept, whatever retention or an erasure asks for');

  hold
    .command('add')
    .description('place one')
    .option('--conversation <id>', 'on one conversation')
    .option('--from <time>', 'on what was received from then on, e.g. 2026-03-01T00:00:00Z')
    .option('--until <time>', 'on what was received before')
    .option('--all', 'on everything of the tenant, also what is still to come')
    .requiredOption('--reason <reference>', 'the matter; it stands in the audit, so no personal data')
    .action(
      act<[], Covered>(async ({ api, output }, { conversation, from, until, all, reason }) => {
        const body = { conversationId: conversation, receivedFrom: from, receivedUntil: until, all, reason };
        const placed = await (await api()).call<{ id: string }>('/holds', { method: 'POST', body });
        output.answer(placed, ({ id }) => `✓ held; \`callmesh hold rm ${id} --reason …\` releases it`);
      }),
    );

  hold
    .command('ls')
    .description('list those in force')
    .action(
      act<[], object>(async ({ api, output }) => {
        const holds = await (await api()).call<Hold[]>('/holds');
        output.answer(holds, (all) => table(['ID', 'COVERS', 'REASON', 'BY', 'SINCE'], all.map((one) => [one.id, covers(one), one.reason, one.placedBy, one.placedAt])));
      }),
    );

  hold
    .command('rm <id>')
    .description('release one; what is overdue by then goes with the next run of retention')
    .requiredOption('--reason <reference>', 'why; it stands in the audit')
    .action(
      act<[string], { reason: string }>(async ({ api, output }, { reason }, id) => {
        await (await api()).call(`/holds/${encodeURIComponent(id)}`, { method: 'DELETE', query: { reason } });
        output.answer({ id }, () => '✓ released');
      }),
    );
}
