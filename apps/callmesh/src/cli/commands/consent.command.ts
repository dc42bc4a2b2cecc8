import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Rule {
  readonly jurisdiction: string;
  readonly requires: string;
  readonly source: string;
  readonly asOf: string;
}

interface Explanation {
  readonly decision: { readonly consent: string; readonly decidedBy: string; readonly requires: string; readonly basis: string | null; readonly table: string; readonly parties: readonly { readonly party: string; readonly jurisdictions: readonly string[]; readonly requires: string; readonly how: string }[] };
  readonly rules: readonly Rule[];
  readonly disclosure: { readonly language: string; readonly text: string } | null;
  readonly processed: boolean;
  readonly notice: string;
}

const HEAD = ['PLACE', 'ASKS FOR', 'SOURCE', 'AS OF'];
const rowOf = ({ jurisdiction, requires, source, asOf }: Rule): string[] => [jurisdiction, requires, source, asOf];

/** `callmesh consent explain|rules` */
export function consentCommand(program: Command): void {
  const consent = program.command('consent').description('what the law of the parties’ places asks for before a call is recorded (no legal advice)');

  consent
    .command('explain')
    .description('what holds between two numbers, and what would become of such a call')
    .option('--from <number>', 'the caller, like +14155550100')
    .option('--to <number>', 'the called')
    .option('--connection <id>', 'whose consent basis counts', 'upload')
    .action(
      act<[], { from?: string; to?: string; connection: string }>(async ({ api, output }, { from, to, connection }) => {
        const answer = await (await api()).call<Explanation>('/consent/explain', { method: 'POST', body: { from: from ?? null, to: to ?? null, connection } });
        output.answer(answer, explain);
      }),
    );

  consent
    .command('rules')
    .description('the table, by place, with source and date')
    .action(
      act<[], object>(async ({ api, output }) => {
        const answer = await (await api()).call<{ table: string; notice: string; rules: Rule[] }>('/consent/rules');
        output.answer(answer, ({ table: version, notice, rules }) => [table(HEAD, rules.map(rowOf)), `table ${version}. ${notice}`]);
      }),
    );
}

/** What holds between two numbers, for a person to read. */
export function explain({ decision, rules, disclosure, processed, notice }: Explanation): string[] {
  const parties = decision.parties.map(({ party, jurisdictions, requires, how }) => [party, jurisdictions.length > 4 ? `${jurisdictions.length} places` : jurisdictions.join(', ') || 'anywhere', how, requires]);
  return [
    table(['PARTY', 'WHERE', 'TOLD BY', 'ASKS FOR'], parties),
    `together: ${decision.requires}; the connection has: ${decision.basis ?? 'nothing'}; consent ${decision.consent} (decided by ${decision.decidedBy}, table ${decision.table})`,
    processed ? 'such a call is processed' : 'such a call is not processed: it waits in quarantine until somebody says that the parties agreed',
    disclosure ? `callers are told (${disclosure.language}): ${disclosure.text}` : 'callers need not be told',
    ...(rules.length > 0 && rules.length <= 4 ? [table(HEAD, rules.map(rowOf))] : []),
    notice,
  ];
}
