import { bundledEngine, readCompetitors } from '@callmesh/extraction';
import type { Bench } from '../bench.js';
import { readHalf, readTenantsList } from './corpus.js';
import { evaluate, fromText } from './evaluate.js';
import { misses, table } from './report.js';
import { detailsExact, entitiesExact } from './same.js';
import type { Figures } from './score.js';
import { fiveMinuteTranscriptMs } from './speed.js';
import { evaluateSpoken } from './spoken.js';

/** What the held-out half has to reach. */
const TARGETS = { precision: 0.9, recall: 0.8, entitiesExact: 0.85, ece: 0.1 } as const;
const TARGET_MS = 10;
/** So much lower the figures may be when the same calls are heard instead of read. */
const LOST_BY_SPEECH = 0.1;

const HELD_OUT_STAYS_UNSEEN = '--misses is for the tuning half alone: rules that were written with an eye on the held-out half would be measured on what they were made for. Say `--misses tuning`.';

/** The labelled dialogues, read and heard, against the engine that needs no key. */
export const extractionBench: Bench = {
  about: 'labelled dialogues, keyless: precision, recall, entities, calibration per half [--misses tuning] [--no-speech]',
  async run(progress, args) {
    const at = args.indexOf('--misses');
    if (at >= 0 && args[at + 1] !== 'tuning') throw new Error(HELD_OUT_STAYS_UNSEEN);
    const engine = bundledEngine();
    const [tuningHalf, heldOutHalf] = [await readHalf('tuning'), await readHalf('held-out')];
    const tuning = await evaluate(engine, fromText(tuningHalf));
    const heldOut = await evaluate(engine, fromText(heldOutHalf));
    const ms = await fiveMinuteTranscriptMs(engine, tuningHalf);
    const listed = bundledEngine(undefined, readCompetitors(await readTenantsList()));
    const spoken = await evaluateSpoken({ plain: engine, listed }, [...tuningHalf, ...heldOutHalf], progress, !args.includes('--no-speech'));

    const figures = { tuning: tuning.figures, heldOut: heldOut.figures, spoken, speed: { fiveMinuteTranscriptMs: ms } };
    const parts = [table({ tuning: tuning.figures, 'held-out': heldOut.figures })];
    if (spoken) parts.push(table({ 'spoken subset, heard': spoken, 'the same, read': spoken.text, 'with a list of competitors, heard': spoken.listed, 'with it, read': spoken.listedText }));
    parts.push(`five-minute transcript: ${ms} ms (target ${TARGET_MS})`);
    if (at >= 0) parts.push(misses(tuning, (m, timeZone) => entitiesExact(m.label, m.finding, timeZone) === false || detailsExact(m.label, m.finding, timeZone) === false));
    return { figures, text: parts.join('\n\n'), met: ms <= TARGET_MS && reaches(heldOut.figures) && (spoken === null || keeps(spoken, spoken.text)) };
  },
};

const atLeast = (value: number | null, target: number): boolean => value !== null && value >= target;

function reaches({ precision, recall, entitiesExact: entities, ece }: Figures): boolean {
  return atLeast(precision, TARGETS.precision) && atLeast(recall, TARGETS.recall) && atLeast(entities, TARGETS.entitiesExact) && ece !== null && ece <= TARGETS.ece;
}

function keeps(heard: Figures, read: Figures): boolean {
  return (['precision', 'recall', 'entitiesExact'] as const).every((name) => atLeast(heard[name], (read[name] ?? 0) - LOST_BY_SPEECH));
}
