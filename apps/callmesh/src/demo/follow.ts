import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationThread } from '@callmesh/insights';
import type { ApiClient } from '../cli/api-client.js';
import { CliError } from '../cli/cli.errors.js';

const POLL_MS = 250;
/** Nothing new on a call for so long means that nothing will come: half an hour of speech takes about a minute. */
const PATIENCE_MS = 20 * 60_000;

/**
 * Watches a conversation until nothing more happens by itself.
 * @param onChange told each time something was added.
 * @returns its last thread, which is still `in-progress` when patience ran out.
 */
export async function followConversation(api: ApiClient, conversationId: string, stopped: AbortSignal, onChange: (thread: ConversationThread) => void = () => undefined): Promise<ConversationThread> {
  let last: ConversationThread | undefined;
  for (let changedAt = Date.now(); ; await sleep(POLL_MS, undefined, { signal: stopped })) {
    const thread = await threadOf(api, conversationId);
    if (thread && fingerprint(thread) !== (last && fingerprint(last))) {
      changedAt = Date.now();
      last = thread;
      onChange(thread);
    }
    if (last?.settled) return last;
    if (Date.now() - changedAt < PATIENCE_MS) continue;
    if (last) return last;
    throw new CliError('CONVERSATION.NOT_SEEN', `nothing was heard of conversation ${conversationId} for ${PATIENCE_MS / 60_000} minutes`, 'look into the log, and at `callmesh parked ls`');
  }
}

/** The thread as it is now; undefined while insights has not heard of it. */
export async function threadOf(api: ApiClient, conversationId: string): Promise<ConversationThread | undefined> {
  try {
    return await api.call<ConversationThread>(`/conversations/${encodeURIComponent(conversationId)}/thread`);
  } catch (error) {
    if (error instanceof CliError && error.code.endsWith('.NOT_FOUND')) return undefined;
    throw error;
  }
}

function fingerprint({ events, settled }: ConversationThread): string {
  return `${events.length}/${settled}`;
}
