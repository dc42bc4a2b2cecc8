import type { Bench } from '../bench.js';
import type { Dialogue } from '../extraction/dialogue.js';
import { isOrdered, pairTeller, type Told } from './in-order.js';
import { readPairs } from './pairs.js';

/** Of the pairs, those whose angry call has the lower satisfaction. */
const TARGET = 0.9;

interface Figures {
  readonly pairs: number;
  /** Share of pairs in order; a tie or a null is none. */
  readonly ordered: number;
  readonly ties: number;
  readonly unsaid: number;
  readonly meanHappy: number;
  readonly meanAngry: number;
}

const mean = (values: readonly number[]): number => Math.round((values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)) * 100) / 100;

function figuresOf(told: readonly Told[]): Figures {
  const all = (side: 'happy' | 'angry'): number[] => told.flatMap((t) => t[side].satisfaction ?? []);
  return {
    pairs: told.length,
    ordered: Math.round((told.filter(isOrdered).length / told.length) * 1000) / 1000,
    ties: told.filter(({ happy, angry }) => happy.satisfaction !== null && happy.satisfaction === angry.satisfaction).length,
    unsaid: told.filter(({ happy, angry }) => happy.satisfaction === null || angry.satisfaction === null).length,
    meanHappy: mean(all('happy')),
    meanAngry: mean(all('angry')),
  };
}

const line = (name: string, f: Figures): string => `${name.padEnd(18)} ${f.pairs} pairs · in order ${(f.ordered * 100).toFixed(0)} % · ties ${f.ties} · null ${f.unsaid} · happy ${f.meanHappy} · angry ${f.meanAngry}`;

/** A half as a whole, and below it each of its files where there are several: what one author writes another may not. */
function linesOf(half: string, told: readonly Told[]): string[] {
  const files = [...new Set(told.map(({ pair }) => pair.file))];
  const each = files.length < 2 ? [] : files.map((file) => line(`  ${file.replace('pairs-', '')}`, figuresOf(told.filter(({ pair }) => pair.file === file))));
  return [line(half, figuresOf(told)), ...each];
}

function miss({ pair, happy, angry }: Told): string {
  const moods = (side: Told['happy'], dialogue: Dialogue): string =>
    dialogue.lines.map((l, i) => ({ l, s: side.sentiments.find((s) => s.scope === 'utterance' && s.of === `u${i + 1}`) })).filter(({ s }) => s).map(({ l, s }) => `      ${s?.score ?? ''} ${l.text}`).join('\n');
  return `  ${pair.id} ${pair.matter}\n    happy ${happy.satisfaction}\n${moods(happy, pair.happy)}\n    angry ${angry.satisfaction}\n${moods(angry, pair.angry)}`;
}

/** Paired dialogues, one content and one not: the engine without a key has to tell which is which. */
export const sentimentBench: Bench = {
  about: 'paired happy and angry calls, keyless: the angry one has the lower satisfaction [--tuning] [--misses tuning]',
  async run(_progress, args) {
    const at = args.indexOf('--misses');
    if (at >= 0 && args[at + 1] !== 'tuning') throw new Error('--misses is for the tuning half alone: say `--misses tuning`');
    const told = async (half: 'tuning' | 'held-out'): Promise<Told[]> => (await readPairs(half)).map(pairTeller());
    const tuning = await told('tuning');
    if (args.includes('--tuning')) return { figures: { tuning: figuresOf(tuning) }, text: linesOf('tuning', tuning).join('\n'), met: true };
    const heldOut = await told('held-out');
    const figures = { tuning: figuresOf(tuning), heldOut: figuresOf(heldOut) };
    const missed = at >= 0 ? tuning.filter((t) => !isOrdered(t)).map(miss) : [];
    return { figures, text: [...linesOf('tuning', tuning), ...linesOf('held-out', heldOut), ...missed].join('\n'), met: figures.heldOut.ordered >= TARGET };
  },
};
