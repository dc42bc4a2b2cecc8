import type { Reading } from './tagger.js';

/** Tokens that a model takes for a part of what is looked for. */
export interface Tagged {
  readonly from: number;
  readonly to: number;
  /** Its chance, on average over its words. */
  readonly score: number;
}

/** The stretches of tokens with at least the chance `part` each, and `enough` on average; what joins two parts goes with them. */
export function spansOf<Line>(line: Line, chances: Float32Array, { joins }: Pick<Reading<Line>, 'joins'>, { part, enough }: { readonly part: number; readonly enough: number }): Tagged[] {
  const found: Tagged[] = [];
  for (let at = 0; at < chances.length; at += 1) {
    if ((chances[at] ?? 0) < part) continue;
    let [to, sum, count] = [at, 0, 0];
    for (let next = at; next < chances.length; next += 1) {
      const chance = chances[next] ?? 0;
      if (chance >= part) {
        sum += chance;
        count += 1;
        to = next + 1;
      } else if (!joins(line, next) || next > to) break;
    }
    const score = sum / count;
    if (score >= enough) found.push({ from: at, to, score: Math.round(score * 100) / 100 });
    at = to - 1;
  }
  return found;
}
