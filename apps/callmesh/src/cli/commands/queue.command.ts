import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

/** An action as the queue lists it. */
export interface QueueItem {
  readonly actionId: string;
  readonly conversationId: string;
  readonly kind: string;
  readonly state: string;
  readonly version: number;
  readonly summary: string;
  readonly doubt: string | null;
  readonly draftedAt: string;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

/** `callmesh queue` */
export function queueCommand(program: Command): void {
  program
    .command('queue')
    .description('actions that wait for a person, oldest first')
    .option('--state <state>', 'drafted, reviewed, applied, application-failed or all', 'drafted')
    .option('--conversation <id>', 'only of this conversation')
    .action(
      act<[], { state: string; conversation?: string }>(async ({ api, output }, { state, conversation }) => {
        const queue = await (await api()).call<{ waiting: number; items: QueueItem[] }>('/queue', { query: { state, conversationId: conversation } });
        output.answer(queue, ({ waiting, items }) => [
          `${waiting} wait for review`,
          ...(items.length === 0 ? [] : [table(['ACTION', 'KIND', 'STATE', 'WHAT', 'WHY A PERSON'], items.map((i) => [i.actionId, i.kind, i.state, i.summary, i.doubt]))]),
          ...(items.length === 0 || state !== 'drafted' ? [] : ['decide with: callmesh review <action> --approve | --reject --reason … | --amend …']),
        ]);
      }),
    );
}
