import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { redactText } from '@callmesh/redaction';
import type { Bench } from '../bench.js';
import { readUtterances, type Marked, type Span } from './marked.js';
import { BOTH_KNOW, runPresidio, type PresidioRun } from './presidio.js';
import { score, type Shares } from './score.js';
import { runSpokenLeg, spokenOf } from './spoken/spoken-leg.js';
import { transcriptMs } from './transcript-time.js';
import { readHalf } from '../extraction/corpus.js';
import { withSpokenPlaceholders } from '../extraction/spoken.js';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../corpus/redaction');
const HALVES = ['tuning', 'held-out'] as const;
const SETS = { tuning: ['speech', 'written', 'names', 'contexts', 'numbers', 'people', 'households', 'callers', 'wordings', 'mentions', 'letters', 'accounts', 'asked'], 'held-out': ['speech', 'written', 'fresh'] } as const;
/** Held-out bars over all sets: recall and precision of numbers and addresses that do harm, F2 of names and places, and of all. */
const EXACT = ['CREDIT_CARD', 'CVV', 'SSN', 'PHONE', 'EMAIL'];
const F2: Readonly<Record<string, number>> = { PERSON: 0.9, ADDRESS: 0.85, ALL: 0.9 };
const MAX_MS = 5;
const TIMES_PRESIDIO = 50;

const row = (type: string, s: Shares): string => `  ${type.padEnd(15)} ${String(s.right + s.missed).padStart(4)} said · precision ${s.precision ?? '–'} · recall ${s.recall ?? '–'} · F1 ${s.f1} · F2 ${s.f2}`;

/** The bars that the held-out half misses. */
function missedBars(all: Record<string, Shares>): string[] {
  const exact = EXACT.filter((type) => (all[type]?.recall ?? 0) < 0.99 || (all[type]?.precision ?? 0) < 0.95).map((type) => `${type} recall 0.99 with precision 0.95`);
  const f2 = Object.entries(F2).filter(([type, bar]) => (all[type]?.f2 ?? 0) < bar).map(([type, bar]) => `${type} F2 ${bar}`);
  return [...exact, ...f2, ...((all['ALL']?.precision ?? 0) < 0.9 ? ['ALL precision 0.9'] : [])];
}

/** Everything that was missed or wrongly found, of a half that may be looked at. */
function faults(texts: readonly Marked[], found: readonly (readonly Span[])[]): string[] {
  return texts.flatMap(({ text, gold }, at) => {
    const shown = (spans: readonly Span[]): string => spans.map(({ type, start, end }) => `${type}:${text.slice(start, end)}`).join(' | ');
    const single = Object.values(score([{ text, gold }], [found[at] ?? []])).some(({ wrong, missed }) => wrong + missed > 0);
    return single ? [`  ${JSON.stringify(text)}\n    said  ${shown(gold)}\n    found ${shown(found[at] ?? [])}`] : [];
  });
}

interface Half { readonly texts: Marked[]; readonly found: Span[][] }

/** What redaction finds of what is personal, per entity, in speech and in writing, in the half that rules are written with and in the other one; beside Presidio. */
export const redactionBench: Bench = {
  about: 'redaction: precision, recall, F1 and F2 per entity and half, heard speech, Presidio beside it, characters per second [--misses tuning] [--no-presidio] [--no-speech] [--spoken 100: says so many texts of each half, else all]',
  async run(progress, args) {
    const at = args.indexOf('--misses');
    if (at >= 0 && args[at + 1] !== 'tuning') throw new Error('--misses is for the tuning half alone: say `--misses tuning`');
    const figures: Record<string, Record<string, unknown>> = {};
    const lines: string[] = [];
    const halves: Half[] = [];
    let missed: string[] = [];
    const most = spokenOf(args);
    const speech = new Map<string, readonly Marked[]>();
    for (const half of HALVES) {
      const all: Half = { texts: [], found: [] };
      const of: Record<string, unknown> = {};
      for (const set of SETS[half]) {
        const texts = readUtterances(await readFile(path.join(folder, `${set}-${half}.txt`), 'utf8'));
        const found = texts.map(({ text }) => redactText(text).spans);
        if (set === 'speech') speech.set(half, texts);
        const shares = score(texts, found);
        of[set] = { texts: texts.length, entities: shares };
        lines.push(`${half}, ${set}: ${texts.length} texts`, ...Object.entries(shares).map(([type, s]) => row(type, s)));
        if (at >= 0 && half === 'tuning') lines.push(...faults(texts, found));
        all.texts.push(...texts);
        all.found.push(...found);
      }
      const shares = score(all.texts, all.found);
      lines.push(`${half}, all sets`, ...Object.entries(shares).map(([type, s]) => row(type, s)));
      figures[half] = { ...of, both: shares };
      if (half === 'held-out') missed = missedBars(shares);
      halves.push(all);
    }
    const texts = halves.flatMap((half) => half.texts);
    const perSecond = charactersPerSecond(texts);
    const ms = transcriptMs([...speech.values()].flat(), await readHalf('tuning'), await withSpokenPlaceholders());
    const presidio = args.includes('--no-presidio') ? 'Presidio was left out by --no-presidio' : await runPresidio(texts, progress);
    const beside = typeof presidio === 'string' ? null : compare(halves, presidio, perSecond);
    const heard = await runSpokenLeg(speech, most, at >= 0 ? 'tuning' : null, progress);
    lines.push(...heard.lines);
    lines.push(`${perSecond} characters per second of processor time, these short texts one by one; a transcript of five minutes takes ${ms.calls} ms, one with something personal in every line ${ms.dense} ms`);
    lines.push(...(beside === null ? [String(presidio)] : beside.lines));
    lines.push(missed.length === 0 ? 'bars of the held-out half: met' : `bars of the held-out half: missed ${missed.join(', ')}`);
    const met = missed.length === 0 && ms.calls <= MAX_MS && (beside?.met ?? true);
    return { figures: { ...figures, heard, charactersPerSecond: perSecond, transcriptMs: ms, presidio: beside?.figures ?? presidio, missed, met }, text: lines.join('\n'), met };
  },
};

/** As a service that has run for a while: after so many passes over the texts. */
const WARM_UP = 12;

function charactersPerSecond(texts: readonly Marked[]): number {
  for (let pass = 0; pass < WARM_UP; pass += 1) for (const { text } of texts) redactText(text);
  const before = process.cpuUsage();
  for (const { text } of texts) redactText(text);
  const { user, system } = process.cpuUsage(before);
  return Math.round((texts.reduce((sum, { text }) => sum + text.length, 0) / (user + system)) * 1e6);
}

/** Both on the same texts, counted by the entities that both know. */
function compare(halves: readonly Half[], presidio: PresidioRun, perSecond: number): { lines: string[]; figures: Record<string, unknown>; met: boolean } {
  const figures: Record<string, unknown> = { charactersPerSecond: presidio.charactersPerSecond, times: Math.round(perSecond / presidio.charactersPerSecond) };
  const lines: string[] = [];
  let [met, from] = [perSecond >= TIMES_PRESIDIO * presidio.charactersPerSecond, 0];
  for (const [at, { texts, found }] of halves.entries()) {
    const ours = score(texts, found, BOTH_KNOW);
    const theirs = score(texts, presidio.found.slice(from, from + texts.length), BOTH_KNOW);
    from += texts.length;
    lines.push(`${HALVES[at]}, what both know: callmesh F2 (precision, recall) against Presidio`);
    for (const [type, s] of Object.entries(ours)) {
      const other = theirs[type];
      lines.push(`  ${type.padEnd(15)} ${s.f2} (${s.precision ?? '–'}, ${s.recall ?? '–'}) against ${other?.f2 ?? 0} (${other?.precision ?? '–'}, ${other?.recall ?? '–'})`);
      if (s.right + s.missed > 0 && s.f2 <= (other?.f2 ?? 0)) met = false;
    }
    figures[HALVES[at] ?? ''] = { callmesh: ours, presidio: theirs };
  }
  lines.push(`Presidio reads ${presidio.charactersPerSecond} characters per second: callmesh reads ${String(figures['times'])} times as many`);
  return { lines, figures, met };
}
