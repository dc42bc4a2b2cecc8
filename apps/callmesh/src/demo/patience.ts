import type { ConversationThread } from '@callmesh/insights';
import type { ApiClient } from '../cli/api-client.js';
import type { SpeechState } from '../host/speech-state.js';

/** From when on the reason for a silence is looked for. */
const LOOK_AFTER_MS = 3_000;
/** A speech server that died is started again; longer than that takes a person. */
const SPEECH_DOWN_MS = 60_000;
/** A CRM that is away is tried again for hours; the demo does not wait so long. */
const CRM_MS = 90_000;
/** Steps that take milliseconds. */
const STEP_MS = 180_000;
/** A recording being transcribed, behind others: half an hour of speech takes about a minute. */
const SPEECH_MS = 20 * 60_000;

interface ParkedMessage {
  readonly id: string;
  readonly group: string;
  readonly type: string;
  readonly state: string;
  readonly code: string;
  readonly message: string;
}

/** What patience rests on. */
export interface Surroundings {
  /** The instance, asked as its operator. */
  readonly operator: ApiClient;
  readonly speech: () => Promise<SpeechState>;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/**
 * Decides when a call that has not come to rest will not do so any more. callmesh itself waits for hours where that is right (a CRM
 * or a speech server that is away, a parked message that somebody mends); a demo that ends must not.
 */
export class Patience {
  private readonly now: () => number;
  private progressAt: number;
  private speechDownSince: number | undefined;

  constructor(private readonly around: Surroundings) {
    this.now = around.now ?? (() => performance.now());
    this.progressAt = this.now();
  }

  /** Something happened on one of the calls. They share speech and CRM, so progress on one is a reason to wait for the others. */
  progressed(): void {
    this.progressAt = this.now();
  }

  /** @returns why a call is given up; undefined while it is worth waiting. */
  async givenUpBecause(conversationId: string, thread: ConversationThread | undefined): Promise<string | undefined> {
    const quiet = this.now() - this.progressAt;
    if (quiet < LOOK_AFTER_MS) return undefined;
    const parked = await this.parked(conversationId);
    if (parked) return `${parked.group} could not process ${parked.type}: ${parked.message} [${parked.code}]; mend the cause, then \`callmesh parked redrive ${parked.group} ${parked.id}\``;
    if (!thread) return quiet > STEP_MS ? 'nothing was heard of it: look into the log, and run `callmesh doctor`' : undefined;
    if (awaitsTranscript(thread)) return this.speechGivenUp(quiet);
    const reviewed = thread.actions.filter(({ state }) => state === 'reviewed').map(({ kind }) => kind);
    if (reviewed.length > 0 && quiet > CRM_MS) return `the CRM has not taken ${reviewed.join(', ')} for ${seconds(CRM_MS)}: is it running, and are CRM_HUBSPOT_URL and CRM_HUBSPOT_TOKEN right?`;
    return quiet > STEP_MS ? `nothing happened for ${seconds(STEP_MS)} after ${thread.events.at(-1)?.type ?? 'the start'}: look into the log` : undefined;
  }

  private async parked(key: string): Promise<ParkedMessage | undefined> {
    const messages = await this.around.operator.call<ParkedMessage[]>('/parked', { query: { key, state: 'failed', limit: 1 } });
    return messages[0];
  }

  private async speechGivenUp(quiet: number): Promise<string | undefined> {
    this.speechDownSince = (await this.around.speech()) === 'down' ? (this.speechDownSince ?? this.now()) : undefined;
    const down = this.speechDownSince === undefined ? 0 : this.now() - this.speechDownSince;
    if (down > SPEECH_DOWN_MS) return `the speech server has not answered for ${seconds(SPEECH_DOWN_MS)}: is it running, and is WHISPER_URL right? Start it and hand the recording in again`;
    return quiet > SPEECH_MS ? `it was not transcribed in ${seconds(SPEECH_MS)}: look into the log of callmesh and of its speech server` : undefined;
  }
}

const awaitsTranscript = ({ call, engine }: ConversationThread): boolean => call !== null && engine === null;
const seconds = (ms: number): string => `${ms / 1000} s`;
