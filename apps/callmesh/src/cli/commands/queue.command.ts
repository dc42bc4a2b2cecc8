import type { QueueItem } from '@callmesh/human-review';
import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

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
