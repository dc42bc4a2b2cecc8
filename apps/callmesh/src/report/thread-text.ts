import type { ConversationThread, ThreadAction } from '@callmesh/insights';

/** Events that are steps of the machinery, not business facts; the account shows the latter. */
const MACHINERY = /^(call\.(recorded|transcribed)|action\.|crm\.)/;

/** A thread as lines for a person. */
export function threadLines(thread: ConversationThread): string[] {
  const { conversationId, status, reason, engine, utterances, stages, summary } = thread;
  return [
    `${conversationId}  ${status}${reason ? `: ${reason}` : ''}`,
    ...(engine === null ? [] : [`  heard by ${engine}: ${utterances ?? 0} utterances`]),
    ...(stages.length === 0 ? [] : [`  ${stages.map(({ name, ms }) => `${name} ${seconds(ms)}`).join(' · ')}`]),
    ...(summary === null ? [] : [`  ${summary}`]),
    ...thread.events.filter(({ type }) => !MACHINERY.test(type)).map(({ type, confidence, detail, quote }) => `  ▸ ${type}${confidence === null ? '' : ` (${confidence.toFixed(2)})`}${detail === null ? '' : ` ${detail}`}${quote ? ` “${quote}”` : ''}`),
    ...thread.actions.map((action) => `    → ${actionLine(action)}`),
    ...thread.crm.map(({ object, id, change, changes }) => `      ✓ ${object} ${id} ${change}${changes.length === 0 ? '' : `: ${changes.map(({ field }) => field).join(', ')}`}`),
  ];
}

/** Work on a call that has not ended. */
export interface OpenJob {
  readonly service: string;
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly waitsFor: string | null;
  readonly lastError: string | null;
}

/** What a call is waiting for, with what can be done about it. */
export function openJobLines(jobs: readonly OpenJob[]): string[] {
  return jobs
    .filter(({ state }) => state !== 'completed')
    .map(({ service, id, kind, state, attempts, waitsFor, lastError }) => {
      const why = waitsFor ? ` waits for ${waitsFor}` : ` is ${state.replace('_', ' ')}${attempts > 0 ? `, tried ${attempts} times` : ''}${lastError ? `: ${lastError}` : ''}`;
      return `  … ${kind}${why} (\`callmesh jobs ${state === 'failed' ? 'retry' : 'cancel'} ${service} ${id}\`)`;
    });
}

/** What became of an action, in one line. */
export function actionLine({ kind, state, decision, decidedBy, reason, actionId }: ThreadAction): string {
  if (state === 'drafted') return `${kind} waits for a person: ${reason ?? 'no reason was given'} (${actionId})`;
  const decided = decision === null ? '' : `, ${decision} by ${decidedBy ?? 'nobody'}`;
  return `${kind} ${state}${decided}${state === 'application-failed' ? `: ${reason ?? ''}` : ''}`;
}

/** Milliseconds as a person reads them. */
export function seconds(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
