import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Usage {
  readonly configured: boolean;
  readonly model: string | null;
  readonly cap: { readonly tokensPerDay: number | null; readonly budgetPerDay: number | null };
  readonly days: readonly { readonly day: string; readonly model: string; readonly requests: number; readonly promptTokens: number; readonly completionTokens: number; readonly cost: number; readonly skippedCalls: number }[];
}

interface Quarantined {
  readonly id: string;
  readonly conversationId: string;
  readonly quarantinedAt: string;
  readonly model: string;
  readonly piece: number;
  readonly faults: readonly string[];
  readonly answer?: string;
}

/** `callmesh llm usage`, `callmesh llm quarantined ls|show` */
export function llmCommand(program: Command): void {
  const llm = program.command('llm').description('the language model, where one is configured');

  llm
    .command('usage')
    .description('what it cost your tenant, by day, and the cap')
    .action(
      act(async ({ api, output }) => {
        const usage = await (await api()).call<Usage>('/llm/usage');
        output.answer(usage, ({ configured, model, cap, days }) => [
          configured ? `${model ?? ''}; cap a day: ${cap.tokensPerDay ?? 'no'} tokens, ${cap.budgetPerDay ?? 'no'} budget` : 'no language model is configured (LLM_BASE_URL): the local engine alone reads calls',
          ...(days.length === 0 ? [] : [table(['DAY', 'MODEL', 'QUESTIONS', 'TOKENS IN', 'TOKENS OUT', 'COST', 'CALLS OVER THE CAP'], days.map((d) => [d.day, d.model, d.requests, d.promptTokens, d.completionTokens, d.cost, d.skippedCalls]))]),
        ]);
      }),
    );

  const quarantined = llm.command('quarantined').description('answers that could not be used');
  quarantined
    .command('ls')
    .description('list them, newest first')
    .option('--limit <n>', 'at most so many', '50')
    .action(
      act<[], { limit: string }>(async ({ api, output }, { limit }) => {
        const listed = await (await api()).call<Quarantined[]>('/llm/quarantined', { query: { limit } });
        output.answer(listed, (all) => (all.length === 0 ? 'none' : table(['ID', 'CONVERSATION', 'WHEN', 'MODEL', 'FAULTS'], all.map((q) => [q.id, q.conversationId, q.quarantinedAt, q.model, q.faults.join('; ')]))));
      }),
    );
  quarantined
    .command('show <id>')
    .description('one of them, with the answer')
    .action(
      act<[string], object>(async ({ api, output }, _options, id) => {
        const shown = await (await api()).call<Quarantined>(`/llm/quarantined/${encodeURIComponent(id)}`);
        output.answer(shown, (q) => [`${q.model}, piece ${q.piece} of conversation ${q.conversationId}, ${q.quarantinedAt}`, ...q.faults.map((fault) => `- ${fault}`), '', q.answer ?? '']);
      }),
    );
}
