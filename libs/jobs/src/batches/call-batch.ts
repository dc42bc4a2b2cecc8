/** Where a service keeps its batches. All names come from the code and stand in statements as they are. */
export interface BatchTables<Details extends object, Made extends string> {
  /** Table of batches: tenant_id, id, scope (jsonb), asked_by, asked_at, and the columns in `details`. */
  readonly batches: string;
  /** Table of their calls: tenant_id, batch_id, conversation_id, state (default waiting), code, and the column in `version`. */
  readonly calls: string;
  /** What a batch says beside its scope. */
  readonly details: readonly (keyof Details & string)[];
  /** State of a call that came to something new. */
  readonly made: Made;
  /** Column that holds the version of what it came to. */
  readonly version: string;
  /** Kind of the job that finds the calls: a batch runs while there is one. */
  readonly beginKind: string;
}

/** How a call of a batch ended. */
export type CallEnd<Made extends string> = { readonly state: Made; readonly version: number } | { readonly state: 'unchanged' } | { readonly state: 'failed'; readonly code: string };

/** A call that failed; `code` is stable. */
export interface CallFailure {
  readonly conversationId: string;
  readonly code: string;
}

/** Calls that are done again, and how far that is. */
export type CallBatch<Details extends object, Made extends string> = Readonly<Details> & {
  readonly id: string;
  /** Which calls were meant, as it was asked. */
  readonly scope: Record<string, unknown>;
  /** `<role>:<name>` */
  readonly askedBy: string;
  /** ISO 8601 UTC */
  readonly askedAt: string;
  readonly state: 'running' | 'done';
  readonly calls: Readonly<Record<'total' | 'waiting' | 'unchanged' | 'failed' | Made, number>>;
};
