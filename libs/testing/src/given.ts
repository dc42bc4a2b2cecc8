import { DomainError, type Decider } from '@callmesh/event-sourcing';

/** What a decided command can be checked for. */
export interface Decided<Event> {
  /** Exactly these events, in order. */
  then(expected: readonly Event[]): void;
  /** Nothing happened. */
  thenNothing(): void;
  /** Refused with this stable code. */
  thenRefused(code: string): void;
  /** For what `then` would say too lengthily. */
  readonly events: readonly Event[];
}

/**
 * Given / when / then over a decider, free of any framework.
 * @example
 * ```ts
 * const given = givenOf(actionDecider);
 * given(drafted()).when(approve({ decidedBy: 'dana' })).then([reviewed({ decision: 'approved' })]);
 * ```
 */
export function givenOf<Command, Event, State>(decider: Decider<Command, Event, State>) {
  return (...history: readonly Event[]) => ({
    when(command: Command): Decided<Event> {
      const state = history.reduce((s, e) => decider.evolve(s, e), decider.initial);
      let events: readonly Event[] = [];
      let refusal: Error | undefined;
      try {
        events = decider.decide(command, state);
      } catch (error) {
        refusal = error instanceof Error ? error : new Error(String(error));
      }
      const decided = (): readonly Event[] => {
        if (refusal !== undefined) throw refusal;
        return events;
      };
      return {
        then: (expected) => expect(decided()).toEqual(expected),
        thenNothing: () => expect(decided()).toEqual([]),
        thenRefused: (code) => {
          if (refusal === undefined) throw new Error(`expected a refusal with ${code}, but it was decided: ${JSON.stringify(events)}`);
          if (!(refusal instanceof DomainError)) throw refusal;
          expect(refusal.code).toBe(code);
        },
        get events() {
          return decided();
        },
      };
    },
  });
}
