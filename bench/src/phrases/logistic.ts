/** Examples as rows of a sparse matrix, one after the other. */
export interface SparseRows {
  /** Where each example begins in the two others, and where the last one ends. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** A logistic regression; the last weight is the bias. */
interface Fitted {
  readonly value: number;
  readonly slopes: Float64Array;
}

const MEMORY = 6;
const MOST_STEPS = 40;
/** Done where a step changes the loss by less than this share. */
const DONE = 5e-4;
const HALVINGS = 20;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

/** Log-loss of the examples that are judged, and half the squared weights over `cost`; the bias costs nothing. */
function lossOf({ starts, columns, values }: SparseRows, says: Int8Array, weights: Float64Array, cost: number): Fitted {
  const slopes = new Float64Array(weights.length);
  const last = weights.length - 1;
  let value = 0;
  for (let i = 0; i < last; i += 1) {
    const weight = weights[i] ?? 0;
    value += (weight * weight) / (2 * cost);
    slopes[i] = weight / cost;
  }
  for (let row = 0; row < says.length; row += 1) {
    const said = says[row] ?? -1;
    if (said < 0) continue;
    const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    let odds = weights[last] ?? 0;
    for (let i = from; i < to; i += 1) odds += (values[i] ?? 0) * (weights[columns[i] ?? 0] ?? 0);
    const margin = said === 1 ? odds : -odds;
    value += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    const wrong = 1 / (1 + Math.exp(-odds)) - said;
    for (let i = from; i < to; i += 1) {
      const column = columns[i] ?? 0;
      slopes[column] = (slopes[column] ?? 0) + wrong * (values[i] ?? 0);
    }
    slopes[last] = (slopes[last] ?? 0) + wrong;
  }
  return { value, slopes };
}

/** The way down by the last steps (L-BFGS, Liu and Nocedal 1989). */
function wayDown(slopes: Float64Array, memory: readonly { readonly step: Float64Array; readonly change: Float64Array }[]): Float64Array {
  const way = slopes.map((slope) => -slope);
  const shares = memory.map(() => 0);
  for (let k = memory.length - 1; k >= 0; k -= 1) {
    const pair = memory[k];
    if (!pair) continue;
    const share = dot(pair.step, way) / dot(pair.step, pair.change);
    shares[k] = share;
    for (let i = 0; i < way.length; i += 1) way[i] = (way[i] ?? 0) - share * (pair.change[i] ?? 0);
  }
  const latest = memory.at(-1);
  const scale = latest ? dot(latest.step, latest.change) / dot(latest.change, latest.change) : 1 / Math.sqrt(dot(slopes, slopes) || 1);
  for (let i = 0; i < way.length; i += 1) way[i] = (way[i] ?? 0) * scale;
  memory.forEach(({ step, change }, k) => {
    const share = (shares[k] ?? 0) - dot(change, way) / dot(step, change);
    for (let i = 0; i < way.length; i += 1) way[i] = (way[i] ?? 0) + share * (step[i] ?? 0);
  });
  return way;
}

/**
 * Fits a logistic regression held near to zero.
 * @param says for each row 1, 0, or below 0 where it is not to be learned from.
 * @param count of columns.
 * @param cost how much an example counts against the squared weights.
 * @returns a weight for each column, and last the bias.
 */
export function logisticRegression(rows: SparseRows, says: Int8Array, count: number, cost: number): Float64Array {
  let weights = new Float64Array(count + 1);
  let now = lossOf(rows, says, weights, cost);
  const memory: { step: Float64Array; change: Float64Array }[] = [];
  for (let at = 0; at < MOST_STEPS; at += 1) {
    const way = wayDown(now.slopes, memory);
    const along = dot(way, now.slopes);
    let length = 1;
    let next = weights;
    let then = now;
    for (let halving = 0; halving < HALVINGS; halving += 1, length /= 2) {
      next = weights.map((weight, i) => weight + length * (way[i] ?? 0));
      then = lossOf(rows, says, next, cost);
      if (then.value <= now.value + 1e-4 * length * along) break;
    }
    const gained = now.value - then.value;
    if (!(gained > 0)) break;
    const pair = { step: next.map((weight, i) => weight - (weights[i] ?? 0)), change: then.slopes.map((slope, i) => slope - (now.slopes[i] ?? 0)) };
    if (dot(pair.step, pair.change) > 1e-12) memory.push(pair);
    if (memory.length > MEMORY) memory.shift();
    [weights, now] = [next, then];
    if (gained < DONE * now.value) break;
  }
  return weights;
}
