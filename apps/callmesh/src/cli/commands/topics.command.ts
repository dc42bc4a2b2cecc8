import type { Command } from 'commander';
import { act } from '../command-context.js';

/** `callmesh topics` */
export function topicsCommand(program: Command): void {
  const topics = program.command('topics').description('the topics of the events');
  topics
    .command('create')
    .description('deploy step: creates the declared topics at KAFKA_BROKERS that are missing, and compares those that are there; safe to run again')
    .action(
      act<[], object>(async ({ output }) => {
        const { createTopics, loadEnvironment } = await import('@callmesh/service-defaults');
        const names = await createTopics(loadEnvironment());
        output.answer({ topics: names }, () => `✓ ${names.length} topics are there: ${names.join(', ')}`);
      }),
    );
}
