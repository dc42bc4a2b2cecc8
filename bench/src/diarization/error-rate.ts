/** A stretch in which one speaker speaks, ms. */
export interface Turn {
  readonly speaker: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Parts of the diarization error, in ms of speech. */
export interface DiarizationErrors {
  readonly speechMs: number;
  readonly missedMs: number;
  readonly falseAlarmMs: number;
  readonly confusedMs: number;
}

const FRAME_MS = 10;
/** Where a turn begins or ends nobody can say to the tenth of a second: so much around it is not counted (NIST's collar). */
const COLLAR_MS = 250;

/**
 * Diarization error as NIST defines it (Rich Transcription evaluations): speech that nobody is given, silence that somebody is given, and speech that another
 * is given, over all speech; where two speak at once both count.
 * rate = (missed + false alarm + confused) ÷ speech.
 * @param named the speakers' names mean the same on both sides; else they are matched as fits best.
 */
export function diarizationErrors(reference: readonly Turn[], heard: readonly Turn[], named = false): DiarizationErrors {
  const lengthMs = Math.max(0, ...[...reference, ...heard].map(({ endMs }) => endMs));
  const counted = countedFrames(reference, lengthMs);
  const truth = framesOf(reference, lengthMs);
  const found = framesOf(heard, lengthMs);
  const attempts = named ? [new Map([...found.keys()].map((name) => [name, name]))] : matchings([...found.keys()], [...truth.keys()]);
  return attempts.map((names) => count(truth, found, names, counted)).reduce((best, one) => (errorRate(one) < errorRate(best) ? one : best));
}

export const errorRate = ({ speechMs, missedMs, falseAlarmMs, confusedMs }: DiarizationErrors): number => (speechMs === 0 ? 0 : (missedMs + falseAlarmMs + confusedMs) / speechMs);

function framesOf(turns: readonly Turn[], lengthMs: number): Map<string, Uint8Array> {
  const frames = new Map<string, Uint8Array>();
  for (const { speaker, startMs, endMs } of turns) {
    const of = frames.get(speaker) ?? new Uint8Array(Math.ceil(lengthMs / FRAME_MS));
    of.fill(1, Math.round(startMs / FRAME_MS), Math.round(endMs / FRAME_MS));
    frames.set(speaker, of);
  }
  return frames;
}

function countedFrames(reference: readonly Turn[], lengthMs: number): Uint8Array {
  const counted = new Uint8Array(Math.ceil(lengthMs / FRAME_MS)).fill(1);
  for (const edge of reference.flatMap(({ startMs, endMs }) => [startMs, endMs])) counted.fill(0, Math.max(0, Math.round((edge - COLLAR_MS) / FRAME_MS)), Math.round((edge + COLLAR_MS) / FRAME_MS));
  return counted;
}

/** Every way to give heard speakers different names of the truth, or none. */
function matchings(heard: readonly string[], names: readonly string[]): Map<string, string>[] {
  const [first, ...others] = heard;
  if (first === undefined) return [new Map()];
  const unmatched = matchings(others, names);
  return [...unmatched, ...names.flatMap((name) => matchings(others, names.filter((other) => other !== name)).map((rest) => new Map([[first, name], ...rest])))];
}

function count(truth: ReadonlyMap<string, Uint8Array>, found: ReadonlyMap<string, Uint8Array>, names: ReadonlyMap<string, string>, counted: Uint8Array): DiarizationErrors {
  let [speech, missed, falseAlarm, confused] = [0, 0, 0, 0];
  for (let at = 0; at < counted.length; at += 1) {
    if (!counted[at]) continue;
    let [speaking, heard, right] = [0, 0, 0];
    for (const frames of truth.values()) speaking += frames[at] ?? 0;
    for (const [name, frames] of found) {
      if (!frames[at]) continue;
      heard += 1;
      right += truth.get(names.get(name) ?? '')?.[at] ?? 0;
    }
    speech += speaking;
    missed += Math.max(0, speaking - heard);
    falseAlarm += Math.max(0, heard - speaking);
    confused += Math.min(speaking, heard) - right;
  }
  return { speechMs: speech * FRAME_MS, missedMs: missed * FRAME_MS, falseAlarmMs: falseAlarm * FRAME_MS, confusedMs: confused * FRAME_MS };
}

/** One sum over several recordings: a long one weighs more. */
export function sumErrors(all: readonly DiarizationErrors[]): DiarizationErrors {
  const sum = (part: keyof DiarizationErrors): number => all.reduce((total, one) => total + one[part], 0);
  return { speechMs: sum('speechMs'), missedMs: sum('missedMs'), falseAlarmMs: sum('falseAlarmMs'), confusedMs: sum('confusedMs') };
}
