import type { Contender } from './contenders.js';

/** Clients at once × events per append; into streams of their own that begin with each append, or that grow. */
export interface Shape {
  readonly clients: number;
  readonly events: number;
  readonly streams: 'new' | 'growing';
}

let run = 0;

/** @returns events per second over `durationMs`. */
export async function measure(contender: Contender, { clients, events, streams }: Shape, durationMs: number): Promise<number> {
  run += 1;
  let appended = 0;
  const began = process.hrtime.bigint();
  const until = performance.now() + durationMs;
  const client = async (id: number): Promise<void> => {
    for (let turn = 0; performance.now() < until; turn += 1) {
      const streamId = streams === 'new' ? `analysis-${run}-${id}-${turn}` : `analysis-${run}-${id}`;
      await contender.append(streamId, streams === 'new' ? 0 : turn * events, events);
      appended += events;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, id) => client(id)));
  return appended / (Number(process.hrtime.bigint() - began) / 1e9);
}

/** Middle value of an odd number of them. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
