/**
 * A rule as a pure function: what a command does to a life, given what has happened to it.
 * `decide` reads no clock and makes no ids: they arrive with the command. It throws a {@link DomainError} when a rule forbids it.
 */
export interface Decider<Command, Event, State> {
  readonly initial: State;
  decide(command: Command, state: State): Event[];
  evolve(state: State, event: Event): State;
}

/** A broken business rule; `code` is stable (`ACTION.NOT_AWAITING_REVIEW`), the message says what, where and what to do next. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
