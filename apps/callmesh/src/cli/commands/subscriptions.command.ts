import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Subscription {
  readonly tenantId: string;
  readonly name: string;
  readonly principal: string;
  readonly topics: readonly string[];
  readonly createdAt: string;
}

interface SubscriptionAccess extends Subscription {
  readonly read: readonly string[];
  readonly groupPrefix: string;
  readonly access: { readonly applied: boolean; readonly reason: string | null; readonly commands: readonly string[] };
}

const accessLines = ({ access: { applied, reason, commands } }: SubscriptionAccess): string[] =>
  applied ? ['The broker’s access list is changed.'] : [`The broker’s access list could not be changed (${reason ?? 'no reason given'}). Who may change it runs:`, ...commands.map((command) => `  ${command}`)];

/** `callmesh subscriptions add|ls|end` */
export function subscriptionsCommand(program: Command): void {
  const subscriptions = program.command('subscriptions').description('outsiders that read a tenant’s events from Kafka');

  subscriptions
    .command('add <name>')
    .description('let one read: makes the topics <tenant>.<topic> and the broker’s access list')
    .requiredOption('--principal <principal>', 'who it is to the broker, e.g. User:acme-warehouse')
    .option('--topics <topics>', 'comma-separated; default all', (value: string) => value.split(','))
    .option('--tenant <tenant>', 'default: that of your key')
    .action(
      act<[string], { principal: string; topics?: string[]; tenant?: string }>(async ({ operator, output }, { principal, topics, tenant }, name) => {
        const body = { name, principal, ...(topics && { topics }), ...(tenant && { tenantId: tenant }) };
        const made = await (await operator()).call<SubscriptionAccess>('/subscriptions', { method: 'POST', body });
        output.answer(made, (answer) => [`${answer.principal} may read ${answer.read.join(', ')}`, `in consumer groups whose names begin with ${answer.groupPrefix}`, ...accessLines(answer)]);
      }),
    );

  subscriptions
    .command('ls')
    .description('list them')
    .option('--tenant <tenant>', 'default: that of your key')
    .action(
      act<[], { tenant?: string }>(async ({ operator, output }, { tenant }) => {
        const listed = await (await operator()).call<Subscription[]>('/subscriptions', { query: { tenantId: tenant } });
        output.answer(listed, (all) => table(['TENANT', 'NAME', 'PRINCIPAL', 'TOPICS', 'SINCE'], all.map((s) => [s.tenantId, s.name, s.principal, s.topics.join(','), s.createdAt])));
      }),
    );

  subscriptions
    .command('end <name>')
    .description('end one: it may read no more')
    .option('--tenant <tenant>', 'default: that of your key')
    .action(
      act<[string], { tenant?: string }>(async ({ operator, output }, { tenant }, name) => {
        const ended = await (await operator()).call<SubscriptionAccess>(`/subscriptions/${encodeURIComponent(name)}`, { method: 'DELETE', query: { tenantId: tenant } });
        output.answer(ended, (answer) => [`${answer.name} is ended`, ...accessLines(answer)]);
      }),
    );
}
