import type { QueueItem } from '@callmesh/human-review';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';

interface ReviewOptions {
  readonly approve?: boolean;
  readonly reject?: boolean;
  readonly amend?: boolean;
  readonly reason?: string;
  readonly target?: string;
  readonly contact?: string;
  readonly due?: string;
  readonly set?: readonly string[];
}

/** `callmesh review <action>` */
export function reviewCommand(program: Command): void {
  program
    .command('review <action>')
    .description('show a drafted action, or decide on it')
    .option('--approve', 'apply it as it is drafted')
    .option('--reject', 'never apply it (needs --reason)')
    .option('--amend', 'apply it changed (needs --reason and what to change)')
    .option('--reason <text>', 'why; kept with the decision')
    .option('--target <id>', 'amend: the order or invoice that is meant')
    .option('--contact <id>', 'the contact that is meant, by its id in the CRM')
    .option('--due <time>', 'amend: when it is due, ISO 8601 with offset')
    .option('--set <field=value...>', 'amend: fields of the change')
    .action(
      act<[string], ReviewOptions>(async ({ api, output }, options, action) => {
        const client = await api();
        const path = `/actions/${encodeURIComponent(action)}`;
        const decision = decisionOf(options);
        if (!decision) {
          const item = await client.call<QueueItem>(path);
          output.answer(item, (shown) => JSON.stringify(shown, null, 2));
          return;
        }
        const decided = await client.call<QueueItem>(`${path}/decision`, { method: 'POST', body: decision });
        output.answer(decided, ({ kind, decision: outcome, decidedBy, reason }) => `${kind} ${outcome ?? ''} by ${decidedBy ?? ''}: ${reason ?? ''}`);
      }),
    );
}

function decisionOf({ approve, reject, amend, reason, target, contact, due, set }: ReviewOptions): object | undefined {
  const chosen = [approve && 'approve', reject && 'reject', amend && 'amend'].filter((one) => typeof one === 'string');
  if (chosen.length === 0) return undefined;
  if (chosen.length > 1) throw new CliError('USAGE', 'an action is decided once', 'give one of --approve, --reject, --amend', EXIT.usage);
  const [decision] = chosen;
  return {
    decision,
    ...(reason !== undefined && { reason }),
    ...(contact !== undefined && { contactId: contact }),
    ...(amend && target !== undefined && { key: target }),
    ...(amend && due !== undefined && { dueAt: due }),
    ...(amend && set && { fields: set.map(assignment) }),
  };
}

function assignment(text: string): { field: string; after: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new CliError('USAGE', `--set ${text} is no field=value`, 'write for example --set status=cancelled', EXIT.usage);
  return { field: text.slice(0, at), after: text.slice(at + 1) };
}
