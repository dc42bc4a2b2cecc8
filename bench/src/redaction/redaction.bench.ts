import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { redactText } from '@callmesh/redaction';
import type { Bench } from '../bench.js';
import { readUtterances, type Marked, type Span } from './marked.js';
import { score, type Shares } from './score.js';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/redaction');
const HALVES = ['tuning', 'held-out'] as const;
const SETS = ['speech', 'written'] as const;
/** Held-out bars over both sets: recall and precision of numbers and addresses that do harm, F2 of names and places, and of all. */
const EXACT = ['CREDIT_CARD', 'CVV', 'SSN', 'PHONE', 'EMAIL'];
const F2: Readonly<Record<string, number>> = { PERSON: 0.9, ADDRESS: 0.85, ALL: 0.9 };

const row = (type: string, s: Shares): string => `  ${type.padEnd(15)} ${String(s.right + s.missed).padStart(4)} said · precision ${s.precision ?? '–'} · recall ${s.recall ?? '–'} · F1 ${s.f1} · F2 ${s.f2}`;

function isMet(all: Record<string, Shares>): boolean {
  const exact = EXACT.every((type) => (all[type]?.recall ?? 0) >= 0.99 && (all[type]?.precision ?? 0) >= 0.95);
  return exact && Object.entries(F2).every(([type, bar]) => (all[type]?.f2 ?? 0) >= bar) && (all['ALL']?.precision ?? 0) >= 0.9;
}

/** Everything that was missed or wrongly found, of a half that may be looked at. */
function faults(texts: readonly Marked[], found: readonly (readonly Span[])[]): string[] {
  return texts.flatMap(({ text, gold }, at) => {
    const shown = (spans: readonly Span[]): string => spans.map(({ type, start, end }) => `${type}:${text.slice(start, end)}`).join(' | ');
    const single = Object.values(score([{ text, gold }], [found[at] ?? []])).some(({ wrong, missed }) => wrong + missed > 0);
    return single ? [`  ${JSON.stringify(text)}\n    said  ${shown(gold)}\n    found ${shown(found[at] ?? [])}`] : [];
  });
}

/** What redaction finds of what is personal, per entity, in speech and in writing, in the half that rules are written with and in the other one. */
export const redactionBench: Bench = {
  about: 'redaction: precision, recall, F1 and F2 per entity and half, characters per second [--misses tuning]',
  async run(_progress, args) {
    const at = args.indexOf('--misses');
    if (at >= 0 && args[at + 1] !== 'tuning') throw new Error('--misses is for the tuning half alone: say `--misses tuning`');
    const figures: Record<string, Record<string, unknown>> = {};
    const lines: string[] = [];
    let characters = 0;
    let ms = 0;
    let met = false;
    for (const half of HALVES) {
      const all: { texts: Marked[]; found: Span[][] } = { texts: [], found: [] };
      const of: Record<string, unknown> = {};
      for (const set of SETS) {
        const texts = readUtterances(await readFile(path.join(folder, `${set}-${half}.txt`), 'utf8'));
        const started = performance.now();
        const found = texts.map(({ text }) => redactText(text).spans);
        ms += performance.now() - started;
        characters += texts.reduce((sum, { text }) => sum + text.length, 0);
        const shares = score(texts, found);
        of[set] = { texts: texts.length, entities: shares };
        lines.push(`${half}, ${set}: ${texts.length} texts`, ...Object.entries(shares).map(([type, s]) => row(type, s)));
        if (at >= 0 && half === 'tuning') lines.push(...faults(texts, found));
        all.texts.push(...texts);
        all.found.push(...found);
      }
      const shares = score(all.texts, all.found);
      figures[half] = { ...of, both: shares };
      if (half === 'held-out') met = isMet(shares);
    }
    const perSecond = Math.round((characters / ms) * 1000);
    lines.push(`${perSecond} characters per second, these short texts one by one`, 'Presidio was not run beside it here: its wheels take longer than three minutes to install', `bars of the held-out half: ${met ? 'met' : 'missed'}`);
    return { figures: { ...figures, charactersPerSecond: perSecond, presidio: null, met }, text: lines.join('\n'), met };
  },
};
