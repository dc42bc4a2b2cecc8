import type { ConversationThread } from '@callmesh/insights';
import type { Command } from 'commander';
import { openJobLines, threadLines, type OpenJob } from '../../report/thread-text.js';
import { act } from '../command-context.js';

/** `callmesh thread <conversation>` */
export function threadCommand(program: Command): void {
  program
    .command('thread <conversation>')
    .description('all that followed from a call: transcript, events, actions, CRM (a conversation id, or the platform\'s call id with --call)')
    .option('--call', 'the argument is the call id of the platform')
    .action(
      act<[string], { call?: boolean }>(async ({ api, output }, { call }, given) => {
        const client = await api();
        const id = call ? (await client.call<{ conversationId: string }>(`/conversations/by-call/${encodeURIComponent(given)}`)).conversationId : given;
        const thread = await client.call<ConversationThread>(`/conversations/${encodeURIComponent(id)}/thread`);
        // Events tell what has happened; what is being waited for stands in the queue.
        const jobs = output.json || thread.status !== 'in-progress' ? [] : await client.call<OpenJob[]>('/jobs', { query: { conversationId: id } }).catch(() => []);
        output.answer(thread, (shown) => [...threadLines(shown), ...openJobLines(jobs)]);
      }),
    );
}
