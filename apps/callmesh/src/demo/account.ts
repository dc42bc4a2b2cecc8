import type { ConversationThread } from '@callmesh/insights';
import type { Host } from '../host/host.js';
import { actionLine, threadLines } from '../report/thread-text.js';
import { gotAllTheWay, type CallReport } from './call-report.js';
import type { FinishedCall } from './run-calls.js';

/** What became of one call, as soon as it has come to rest. */
export function callAccount({ report, thread }: FinishedCall): string {
  const { file, status, reason, wordErrorRate } = report;
  const mark = gotAllTheWay(report) ? '✓' : '✗';
  if (!thread) return `${mark} ${file}: ${status}: ${reason ?? ''}\n`;
  const [, ...lines] = threadLines(thread);
  const heard = wordErrorRate === undefined ? '' : `, word error rate ${wordErrorRate.toFixed(3)}`;
  return [`${mark} ${file}  ${status}${reason ? `: ${reason}` : ''}${heard}`, `  conversation ${thread.conversationId}`, ...lines, ''].join('\n');
}

/** The count at the end, and what waits for a person. */
export function closingLines(calls: readonly FinishedCall[], pages: string): string[] {
  const reports = calls.map(({ report }) => report);
  const actions = reports.flatMap(({ actions: own }) => own);
  const count = (state: string): number => actions.filter((action) => action.state === state).length;
  return [
    `${reports.filter(gotAllTheWay).length} of ${reports.length} calls got all the way: ${actions.length} actions, ${count('applied')} applied, ${count('drafted')} waiting for a person, ${count('application-failed')} failed`,
    `pages: ${pages}/thread-<conversation>.html`,
  ];
}

/** How to decide on what waits: by command line and by curl. */
export function reviewLines(calls: readonly FinishedCall[], { url, keys, directory }: Host): string[] {
  const waiting = calls.flatMap(({ thread }) => thread?.actions.filter(({ state }) => state === 'drafted') ?? []);
  const [first] = waiting;
  if (!first) return [];
  return [
    '',
    'waiting for a person:',
    ...waiting.map((action) => `  ${actionLine(action)}`),
    'decide by command line:',
    `  node apps/callmesh/dist/main.js --data ${directory.root} review ${first.actionId} --approve`,
    'or by HTTP:',
    `  curl -X POST ${url}/api/v1/actions/${first.actionId}/decision -H 'authorization: Bearer ${keys.admin}' -H 'content-type: application/json' -d '{"decision":"approve"}'`,
  ];
}

/** Where to look while it keeps running. */
export function whereToLook({ url, keys, demoCrm, directory }: Host): string[] {
  return [
    '',
    `API        ${url}/api/v1  (docs ${url}/api/v1/docs, OpenAPI ${url}/api/v1/openapi.json, metrics ${url}/metrics)`,
    `API key    ${keys.admin}`,
    ...(demoCrm ? [`demo CRM   ${demoCrm.url}/`] : []),
    `log        ${directory.log}`,
    'Ctrl-C stops everything.',
  ];
}

/** What is new about a call since it was last told. */
export function newsOf(before: ConversationThread, now: ConversationThread): string[] {
  return now.actions.filter(({ actionId, state }) => before.actions.find((old) => old.actionId === actionId)?.state !== state).map((action) => `→ ${actionLine(action)}`);
}

/** Whether the run counts as a success. */
export function succeeded(reports: readonly CallReport[]): boolean {
  return reports.length > 0 && reports.every(gotAllTheWay);
}
