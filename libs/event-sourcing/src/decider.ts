/**
 * A rule as a pure function: what a command does to a life, given what has happened to it.
 * `decide` reads no clock and makes no ids: they arrive with the command. It throws a {@link DomainError} when a rule forbids it.
 */
export interface Decider<Command, Event, State> {
  readonly initial: State;
  decide(command: Command, state: State): Event[];
  evolve(state: State, event: Event): State;
}

export { DomainError } from '@callmesh/contracts';
