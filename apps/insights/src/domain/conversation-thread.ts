import type { ActionTarget, FieldChange } from '@callmesh/contracts';

/** Where a call stands as a whole. */
export type CallStatus = 'in-progress' | 'completed' | 'quarantined' | 'refused' | 'failed' | 'erased';
/** Where an action stands. */
export type ActionState = 'drafted' | 'reviewed' | 'applied' | 'application-failed' | 'expired' | 'reverted';
/** The stages whose time is measured, in order. */
export const stageNames = ['capture', 'transcription', 'extraction', 'review', 'application'] as const;
export type StageName = (typeof stageNames)[number];

/** One stage of a call that has ended. */
export interface ThreadStage {
  readonly name: StageName;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly ms: number;
}

/** One event of the thread, redacted; `type` is without its major version. */
export interface ThreadEvent {
  readonly id: string;
  readonly type: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly service: string;
  readonly causationId: string | null;
  readonly confidence: number | null;
  /** What it says beside its type, in a few words. */
  readonly detail: string | null;
  /** The words it rests on, with their place in the recording. */
  readonly quote: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly speaker: string | null;
  readonly entities: readonly { readonly kind: string; readonly value: string | null; readonly placeholder: string | null; readonly text: string }[];
}

/** One action with where it stands and why. */
export interface ThreadAction {
  readonly actionId: string;
  /** The event that asked for it. */
  readonly factId: string;
  readonly kind: string;
  readonly state: ActionState;
  readonly decision: string | null;
  /** A drafted action: why a person has to look. A reviewed one: why it was decided so. A failed one: what went wrong. */
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly confidence: number;
  readonly threshold: number;
  readonly summary: string;
  readonly target: ActionTarget;
  /** The failed action it replaces. */
  readonly supersedes: string | null;
  /** ISO 8601 UTC. */
  readonly dueAt: string | null;
}

/** One change at a destination. */
export interface ThreadChange {
  readonly actionId: string;
  readonly destination: string;
  readonly object: string;
  readonly id: string;
  readonly change: 'created' | 'updated' | 'unchanged';
  readonly changes: readonly FieldChange[];
}

/** The call as its recording gave it; times are ISO 8601 UTC. */
export interface ThreadCall {
  readonly platform: string;
  readonly platformCallId: string;
  readonly startedAt: string;
  readonly timeZone: string;
  readonly agentId: string;
  readonly direction: string;
  readonly consent: string;
  /** Metadata fields that the connection assumed. */
  readonly assumed: readonly string[];
  readonly fileName: string | null;
  readonly durationMs: number | null;
  readonly connection: string;
}

/** Everything that followed from one call, on one page: recording → transcript → insights → actions → CRM. */
export interface ConversationThread {
  readonly conversationId: string;
  readonly status: CallStatus;
  /** Nothing more happens by itself: done, or waiting for a person. */
  readonly settled: boolean;
  /** Why it is quarantined, refused or failed. */
  readonly reason: string | null;
  readonly code: string | null;
  readonly call: ThreadCall | null;
  readonly stages: readonly ThreadStage[];
  /** Speech engine or import that made the transcript. */
  readonly engine: string | null;
  readonly utterances: number | null;
  readonly summary: string | null;
  readonly analysis: {
    readonly intent: string | null;
    readonly topics: readonly string[];
    readonly sentiment: string | null;
    readonly satisfaction: number | null;
    readonly escalationRisk: string | null;
  } | null;
  readonly events: readonly ThreadEvent[];
  readonly actions: readonly ThreadAction[];
  readonly crm: readonly ThreadChange[];
}
