/** One thing that must work before requests are taken. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves when it works; rejects, or does not answer in time, when not; {@link Degraded} when requests can be taken all the same. A string is shown as a remark. */
  check(): Promise<string | undefined>;
}

/** Something stands still and needs a person, though requests can be taken: shown, and no reason to take the process out of service. */
export class Degraded extends Error {}

/** What `/health/ready` says of one check. */
export interface ReadinessResult {
  readonly name: string;
  readonly ok: boolean;
  readonly degraded?: true;
  readonly remark?: string;
}

/** Something that a process which starts waits for. */
export interface Waiting {
  /** What it waits for now, in words. */
  say(words: string): void;
  over(): void;
}

const TIMEOUT_MS = 2_000;

/** Collects the checks of all services in the process. */
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private readonly waitings = new Map<Waiting, { readonly name: string; words: string; readonly closed: boolean }>();
  private stopping = false;

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /**
   * Not ready until this is over, and `/health/ready` says what is waited for.
   * @param closed whether every other route is answered 503 as long: there is nothing behind them yet.
   */
  waitFor(name: string, words: string, { closed = false } = {}): Waiting {
    const waiting: Waiting = {
      say: (now) => {
        const known = this.waitings.get(waiting);
        if (known) known.words = now;
      },
      over: () => void this.waitings.delete(waiting),
    };
    this.waitings.set(waiting, { name, words, closed });
    return waiting;
  }

  /** What is waited for before any request can be answered; undefined when none is turned away. */
  get closedFor(): string | undefined {
    return [...this.waitings.values()].find(({ closed }) => closed)?.words;
  }

  /** From now on not ready: the load balancer sends no more, while what is in hand finishes. */
  stop(): void {
    this.stopping = true;
  }

  async results(): Promise<ReadinessResult[]> {
    if (this.stopping) return [{ name: 'process', ok: false, remark: 'stopping' }];
    const waits = [...this.waitings.values()].map(({ name, words }) => ({ name, ok: false, remark: `waiting: ${words}` }));
    return [...waits, ...(await Promise.all(this.checks.map(run)))];
  }
}

async function run({ name, check }: ReadinessCheck): Promise<ReadinessResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    const remark = await Promise.race([check(), late]);
    return remark === undefined ? { name, ok: true } : { name, ok: true, remark };
  } catch (error) {
    const remark = error instanceof Error ? error.message : String(error);
    return error instanceof Degraded ? { name, ok: true, degraded: true, remark } : { name, ok: false, remark };
  } finally {
    clearTimeout(timer);
  }
}

/** Nest injection token of the {@link Readiness}. */
export const READINESS = Symbol('Readiness');
