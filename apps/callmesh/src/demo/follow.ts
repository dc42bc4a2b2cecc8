import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationThread } from '@callmesh/insights';
import type { ApiClient } from '../cli/api-client.js';
import { CliError } from '../cli/cli.errors.js';
import type { Patience } from './patience.js';

const POLL_MS = 250;
/** Many calls may wait behind one: those that bring nothing new are asked less often. */
const SLOW_POLL_MS = 2_000;

/** How following a conversation ended. */
export interface Followed {
  /** Its last thread; undefined when insights never heard of it. */
  readonly thread: ConversationThread | undefined;
  /** Why it was not followed to its end. */
  readonly givenUp?: string;
}

/** Watches a conversation until nothing more happens by itself, or patience with it has run out. */
export async function followConversation(api: ApiClient, conversationId: string, stopped: AbortSignal, patience: Patience): Promise<Followed> {
  let last: ConversationThread | undefined;
  for (let pause = POLL_MS; ; await sleep(pause, undefined, { signal: stopped })) {
    const thread = await threadOf(api, conversationId);
    if (thread && fingerprint(thread) !== (last && fingerprint(last))) {
      patience.progressed();
      last = thread;
      pause = POLL_MS;
    } else {
      pause = Math.min(pause * 1.1, SLOW_POLL_MS);
    }
    if (last?.settled) return { thread: last };
    const givenUp = await patience.givenUpBecause(conversationId, last);
    if (givenUp !== undefined) return { thread: last, givenUp };
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
