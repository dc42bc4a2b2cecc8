import type { Transcript } from '@callmesh/contracts';
import type { ConversationThread } from '@callmesh/insights';
import type { ApiClient } from '../cli/api-client.js';
import { uploadCall } from '../cli/captured.js';
import { CliError } from '../cli/cli.errors.js';
import { errorRateAgainstScript } from '../report/word-error-rate.js';
import { reportOf, withoutThread, type CallReport } from './call-report.js';
import { followConversation } from './follow.js';
import type { Input } from './inputs.js';
import { Patience, type Surroundings } from './patience.js';

/** Connection of calls that come with whatever is known of them: what is missing is assumed, and shown as assumed. */
const CONNECTION = 'demo';

/** A call after its way through callmesh. */
export interface FinishedCall {
  readonly report: CallReport;
  /** Undefined when the file became no conversation. */
  readonly thread: ConversationThread | undefined;
}

/** What a run stands on. */
export interface Run extends Surroundings {
  /** Aborts when the host is being stopped. */
  readonly stopped: AbortSignal;
}

/** Hands files in, one after the other, and follows them side by side. `onFinished` is called in the order in which they come to rest. */
export async function runCalls(api: ApiClient, inputs: readonly Input[], { stopped, ...around }: Run, onFinished: (call: FinishedCall) => Promise<void>): Promise<FinishedCall[]> {
  const patience = new Patience(around);
  const finished: Promise<FinishedCall>[] = [];
  for (const input of inputs) {
    stopped.throwIfAborted();
    const running = await begin(api, input, stopped, patience);
    const told = running().then(async (call) => {
      await onFinished(call);
      return call;
    });
    // Awaited below; until then a failure must not count as unhandled.
    told.catch(() => undefined);
    finished.push(told);
  }
  return Promise.all(finished);
}

/** Hands one file in; what it returns waits for the call to come to rest. Whatever goes wrong with one call is told of that call. */
async function begin(api: ApiClient, input: Input, stopped: AbortSignal, patience: Patience): Promise<() => Promise<FinishedCall>> {
  const { file } = input;
  const began = Date.now();
  const failed = (reason: string, conversationId: string | null = null): FinishedCall => ({ report: withoutThread(file, reason, conversationId), thread: undefined });
  const failure = (error: unknown, conversationId: string | null = null): FinishedCall => {
    if (stopped.aborted) throw error;
    return failed(told(error), conversationId);
  };
  if ('unusable' in input) return () => Promise.resolve(failed(input.unusable));
  try {
    const { conversationId } = await uploadCall(api, file, CONNECTION);
    patience.progressed();
    return async () => {
      try {
        const { thread, givenUp } = await followConversation(api, conversationId, stopped, patience);
        if (!thread) return failed(givenUp ?? 'nothing was heard of it', conversationId);
        return { thread, report: reportOf(file, thread, Date.now() - began, { givenUp, wordErrorRate: await errorRateOf(api, file, thread) }) };
      } catch (error) {
        return failure(error, conversationId);
      }
    };
  } catch (error) {
    const call = failure(error);
    return () => Promise.resolve(call);
  }
}

function told(error: unknown): string {
  if (error instanceof CliError && error.next !== '') return `${error.message}: ${error.next}`;
  return error instanceof Error ? error.message : String(error);
}

async function errorRateOf(api: ApiClient, file: string, { conversationId, engine }: ConversationThread): Promise<number | undefined> {
  if (engine === null) return undefined;
  const transcript = await api.call<Transcript>(`/conversations/${encodeURIComponent(conversationId)}/transcript`);
  return errorRateAgainstScript(file, transcript);
}
