import type { Transcript } from '@callmesh/contracts';
import type { ConversationThread } from '@callmesh/insights';
import type { ApiClient } from '../cli/api-client.js';
import { uploadCall } from '../cli/captured.js';
import { errorRateAgainstScript } from '../report/word-error-rate.js';
import { reportOf, withoutConversation, type CallReport } from './call-report.js';
import { followConversation } from './follow.js';
import type { Input } from './inputs.js';

/** Connection of calls that come with whatever is known of them: what is missing is assumed, and shown as assumed. */
const CONNECTION = 'demo';

/** A call after its way through callmesh. */
export interface FinishedCall {
  readonly report: CallReport;
  /** Undefined when the file became no conversation. */
  readonly thread: ConversationThread | undefined;
}

/** Hands files in, one after the other, and follows them side by side. `onFinished` is called in the order in which they come to rest. */
export async function runCalls(api: ApiClient, inputs: readonly Input[], stopped: AbortSignal, onFinished: (call: FinishedCall) => Promise<void>): Promise<FinishedCall[]> {
  const finished: Promise<FinishedCall>[] = [];
  for (const input of inputs) {
    stopped.throwIfAborted();
    const running = await begin(api, input, stopped);
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

/** Hands one file in; what it returns waits for the call to come to rest. */
async function begin(api: ApiClient, input: Input, stopped: AbortSignal): Promise<() => Promise<FinishedCall>> {
  const { file } = input;
  const began = Date.now();
  const without = (status: 'refused' | 'failed', reason: string) => () => Promise.resolve({ report: withoutConversation(file, status, reason), thread: undefined });
  if ('unusable' in input) return without('failed', input.unusable);
  try {
    const { conversationId, status, reason } = await uploadCall(api, file, CONNECTION);
    if (status === 'quarantined' && !conversationId) return without('failed', reason ?? 'quarantined');
    return async () => {
      const thread = await followConversation(api, conversationId, stopped);
      return { thread, report: reportOf(file, thread, Date.now() - began, await errorRateOf(api, file, thread)) };
    };
  } catch (error) {
    if (stopped.aborted) throw error;
    return without('failed', error instanceof Error ? error.message : String(error));
  }
}

async function errorRateOf(api: ApiClient, file: string, { conversationId, engine }: ConversationThread): Promise<number | undefined> {
  if (engine === null) return undefined;
  const transcript = await api.call<Transcript>(`/conversations/${encodeURIComponent(conversationId)}/transcript`);
  return errorRateAgainstScript(file, transcript);
}
