import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@callmesh/event-sourcing';
import type { Bench } from '../bench.js';
import { callmeshContender, emmettContender, type Contender } from './contenders.js';
import { measure, median, type Shape } from './measure.js';

const ROUNDS = 5;
const RUN_MS = 1_500;
const WARM_UP_MS = 1_000;
/** Before anything is measured: the compiler of the runtime needs that long to settle. */
const FIRST_WARM_UP_MS = 5_000;
const TARGET = 1.5;
const SIZES = [
  { clients: 1, events: 1 },
  { clients: 16, events: 1 },
  { clients: 16, events: 5 },
  { clients: 32, events: 1 },
];
const SHAPES: readonly Shape[] = SIZES.flatMap((size) => (['new', 'growing'] as const).map((streams) => ({ ...size, streams })));

interface Row {
  /** Clients × events per append. */
  readonly shape: string;
  readonly streams: Shape['streams'];
  /** Median events per second. */
  readonly callmesh: number;
  readonly emmett: number;
  readonly ratio: number;
  readonly runs: { readonly callmesh: number[]; readonly emmett: number[] };
}

async function compare(shape: Shape, contenders: readonly [Contender, Contender]): Promise<Row> {
  const runs = { callmesh: [] as number[], emmett: [] as number[] };
  for (const contender of contenders) await measure(contender, shape, WARM_UP_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    // Who goes first changes, so that neither always finds the checkpoint of the other.
    for (const contender of round % 2 === 0 ? contenders : [...contenders].reverse()) runs[contender.name].push(Math.round(await measure(contender, shape, RUN_MS)));
  }
  const callmesh = median(runs.callmesh);
  const emmett = median(runs.emmett);
  return { shape: `${shape.clients}x${shape.events}`, streams: shape.streams, callmesh, emmett, ratio: Math.round((callmesh / emmett) * 100) / 100, runs };
}

function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.shape, row.streams, String(row.callmesh), String(row.emmett), row.ratio.toFixed(2)]);
  const all = [['shape', 'streams', 'callmesh ev/s', 'Emmett ev/s', 'ratio'], ...cells];
  return all.map((row) => row.map((cell, i) => (i < 2 ? cell.padEnd(9) : cell.padStart(14))).join('')).join('\n');
}

/** Append throughput beside Emmett's, on one server in one run, with everything on that the product has on. */
export const appendBench: Bench = {
  about: `append against @event-driven-io/emmett-postgresql, median of ${ROUNDS} alternating runs`,
  async run(progress) {
    const given = process.env.DATABASE_URL;
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'callmesh-bench-'));
    const server = given ? undefined : await startEmbeddedPostgres({ dataDir, ephemeral: true, log: () => undefined });
    const serverUrl = given ?? server?.url ?? '';
    const contenders = [await callmeshContender(serverUrl), await emmettContender(serverUrl)] as const;
    const rows: Row[] = [];
    try {
      progress('warming up');
      for (const contender of contenders) await measure(contender, { clients: 16, events: 1, streams: 'new' }, FIRST_WARM_UP_MS);
      for (const shape of SHAPES) {
        const row = await compare(shape, contenders);
        rows.push(row);
        progress(`${row.shape} ${row.streams}: ${row.callmesh} against ${row.emmett} events/s, ratio ${row.ratio}`);
      }
    } finally {
      for (const contender of contenders) await contender.close();
      await server?.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
    const met = rows.every(({ ratio }) => ratio >= TARGET);
    const text = `${table(rows)}\n\nclients x events per append; ${met ? 'every' : 'NOT every'} ratio is at least ${TARGET}`;
    return { figures: { bench: 'append', target: TARGET, met, postgres: given ? 'DATABASE_URL' : 'embedded', rounds: ROUNDS, runMs: RUN_MS, rows }, text, met };
  },
};
