import type { Cue, CueKind } from './cues.js';
import type { Atom, Run } from './runs.js';

/** How far back a cue counts, in utterances: a question, its answer, and some talk in between. */
const WINDOW = 6;

/** What was said around a run. */
export interface Context {
  /** The last cue before the run, within the window. */
  readonly nearest: Cue | null;
  /** True when no other number came between that cue and the run. */
  readonly fresh: boolean;
  /** Is there such a cue before the run in the same utterance, or after it in the same utterance? */
  readonly beside: (kind: CueKind) => boolean;
  /** Is there such a cue before the run in the window? */
  readonly recent: (kind: CueKind, utterances?: number) => boolean;
}

/** Where something stands in the conversation. */
export interface Place {
  readonly utterance: number;
  readonly start: number;
}

/** Does `a` stand before `b`? */
export const before = (a: Place, b: Place): boolean => a.utterance < b.utterance || (a.utterance === b.utterance && a.start < b.start);

/** Looks up what was said around a run. Cues are in order, so each look-up is a short walk from a binary search. */
export class ContextFinder {
  constructor(
    private readonly cues: readonly Cue[],
    private readonly textOf: (utterance: number) => string,
  ) {}

  /** Context of a run; `previous` is the number (or placeholder) before it, if any. */
  of(run: Run, previous: Place | null): Context {
    const first = run[0];
    const last = run.at(-1);
    if (first === undefined || last === undefined) throw new RangeError('an empty run has no context');
    const next = this.firstNotBefore(first);
    const recent = this.window(first.utterance, next);
    const after = this.following(last, next);
    const nearest = recent[0] ?? null;
    return {
      nearest,
      fresh: nearest !== null && (previous === null || before(previous, nearest)),
      beside: (kind) => after.some((cue) => cue.kind === kind) || recent.some((cue) => cue.kind === kind && cue.utterance === first.utterance),
      recent: (kind, utterances = WINDOW) => recent.some((cue) => cue.kind === kind && first.utterance - cue.utterance <= utterances),
    };
  }

  private firstNotBefore(place: Place): number {
    let low = 0;
    let high = this.cues.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const cue = this.cues[middle];
      if (cue !== undefined && before(cue, place)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The last cues before the run, nearest first; a cap keeps talk that is full of cues linear. */
  private window(utterance: number, next: number): Cue[] {
    const found: Cue[] = [];
    for (let at = next - 1; at >= 0 && found.length < 24; at -= 1) {
      const cue = this.cues[at];
      if (cue === undefined || utterance - cue.utterance > WINDOW) break;
      found.push(cue);
    }
    return found;
  }

  /** Cues right after the run, with no other number between: "… is my card number". */
  private following(last: Atom, next: number): Cue[] {
    const found: Cue[] = [];
    for (let at = next; at < this.cues.length && found.length < 4; at += 1) {
      const cue = this.cues[at];
      if (cue === undefined || cue.utterance > last.utterance || cue.start - last.end > 40) break;
      if (cue.utterance === last.utterance && cue.start >= last.end && !/[\d[\u0001\u0002]/.test(this.textOf(cue.utterance).slice(last.end, cue.start))) found.push(cue);
    }
    return found;
  }
}
