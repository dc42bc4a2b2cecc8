import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Job {
  readonly service: string;
  readonly id: string;
  readonly kind: string;
  readonly conversationId: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly waitsFor: string | null;
  readonly createdAt: string;
}

/** `callmesh jobs ls|retry|cancel` */
export function jobsCommand(program: Command): void {
  const jobs = program.command('jobs').description('slow and outside work: transcriptions, analyses, changes in the CRM');

  jobs
    .command('ls')
    .description('list jobs, newest first')
    .option('--service <name>', 'only of this service')
    .option('--state <state>', 'pending, scheduled, in_progress, completed or failed')
    .option('--conversation <id>', 'only of this conversation')
    .action(
      act<[], { service?: string; state?: string; conversation?: string }>(async ({ operator, output }, { service, state, conversation }) => {
        const listed = await (await operator()).call<Job[]>('/jobs', { query: { service, state, conversationId: conversation } });
        output.answer(listed, (all) =>
          all.length === 0 ? 'no jobs' : table(['SERVICE', 'ID', 'KIND', 'CONVERSATION', 'STATE', 'TRIES', 'WAITS FOR, OR LAST ERROR', 'SINCE'], all.map((j) => [j.service, j.id, j.kind, j.conversationId, j.state, j.attempts, j.waitsFor ?? j.lastError, j.createdAt])),
        );
      }),
    );

  jobs
    .command('retry <service> <id>')
    .description('run a failed job again, with all its attempts')
    .action(
      act<[string, string], object>(async ({ operator, output }, _options, service, id) => {
        const job = await (await operator()).call<Job>(`/jobs/${encodeURIComponent(service)}/${encodeURIComponent(id)}/retry`, { method: 'POST' });
        output.answer(job, () => `job ${job.id} (${job.kind}) is in the queue again: follow it with \`callmesh thread ${job.conversationId}\``);
      }),
    );

  jobs
    .command('cancel <service> <id>')
    .description('give up a job that waits or is worked on; it counts as failed and can be run again')
    .action(
      act<[string, string], object>(async ({ operator, output }, _options, service, id) => {
        const job = await (await operator()).call<Job>(`/jobs/${encodeURIComponent(service)}/${encodeURIComponent(id)}/cancel`, { method: 'POST' });
        output.answer(job, () => `job ${job.id} (${job.kind}) is given up; \`callmesh jobs retry ${service} ${job.id}\` runs it again`);
      }),
    );
}
