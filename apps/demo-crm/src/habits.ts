/** What this CRM does wrong, so that whoever writes to it is really tested. Probabilities are 0–1, times are ms. */
export interface BadHabits {
  /** How long after a commit the search index shows it: uniform between the two, never out of order for one record. */
  readonly searchLagMs: readonly [min: number, max: number];
  /** Chance that a write is committed and the connection is then cut before the answer. */
  readonly cutAfterCommit: number;
  /** Cuts exactly this many of the next writes after their commit; counts down. */
  readonly cutNextWrites: number;
  /** Cuts exactly this many of the next writes before anything is done; counts down. */
  readonly dropNextWrites: number;
  /** The next so many writes are committed and never answered; counts down. */
  readonly stallNextWrites: number;
  /** The next so many writes are neither done nor answered; counts down. */
  readonly swallowNextWrites: number;
  /** Chance of a 429 with `Retry-After`. */
  readonly rateLimit: number;
  /** Answers 429 to exactly this many of the next requests; counts down. */
  readonly rateLimitNext: number;
  readonly retryAfterSeconds: number;
  /** A property with `hasUniqueValue` is refused, as in an account that may not create one. */
  readonly refuseUniqueProperties: boolean;
  /** `unavailable`: 503 to everything; `unreachable`: connections are cut at once. */
  readonly down: 'no' | 'unavailable' | 'unreachable';
  /** Answers 403: the token lacks its scopes. */
  readonly missingScopes: boolean;
}

/** A CRM on its best behaviour. */
export const goodManners: BadHabits = {
  searchLagMs: [0, 0],
  cutAfterCommit: 0,
  cutNextWrites: 0,
  dropNextWrites: 0,
  stallNextWrites: 0,
  swallowNextWrites: 0,
  rateLimit: 0,
  rateLimitNext: 0,
  retryAfterSeconds: 1,
  refuseUniqueProperties: false,
  down: 'no',
  missingScopes: false,
};

/** The demo: honest about what CRMs do, and still quick to watch. */
export const demoHabits: BadHabits = { ...goodManners, searchLagMs: [0, 1_500], cutAfterCommit: 0.05, rateLimit: 0.002 };

/** A small seeded generator (mulberry32): the same seed misbehaves the same way. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The habits in force, and the dice. */
export class Temper {
  private current: BadHabits;
  private readonly random: () => number;

  constructor(habits: Partial<BadHabits>, seed: number) {
    this.current = { ...goodManners, ...habits };
    this.random = seededRandom(seed);
  }

  get habits(): BadHabits {
    return this.current;
  }

  change(habits: Partial<BadHabits>): void {
    this.current = { ...this.current, ...habits };
  }

  happens(probability: number): boolean {
    return probability > 0 && this.random() < probability;
  }

  indexLagMs(): number {
    const [min, max] = this.current.searchLagMs;
    return min + this.random() * (max - min);
  }

  /** Takes one off a countdown; true when there was one. */
  takes(countdown: 'cutNextWrites' | 'dropNextWrites' | 'stallNextWrites' | 'swallowNextWrites' | 'rateLimitNext'): boolean {
    const left = this.current[countdown];
    if (left <= 0) return false;
    this.current = { ...this.current, [countdown]: left - 1 };
    return true;
  }
}
