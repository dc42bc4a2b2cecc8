import type { Utterance } from '@callmesh/contracts';
import { fault, percent, type Checked, type Fault } from './fault.js';

/** Of less speech nothing is asked. */
const LITTLE_MS = 10_000;
const WANTED_COVERAGE = 0.5;
const DOUBTFUL = 0.6;
const POOR = 0.45;
const ENOUGH_WORDS = 10;
/** In an utterance's time words have pauses between them; a longer one is a pause of the speaker. */
const PAUSE_MS = 500;

/** Speech that has no words, and words that the engine doubts. */
export function soundFaults({ utterances, speechMs }: Checked): Fault[] {
  const found: Fault[] = [];
  if (speechMs !== null && speechMs >= LITTLE_MS) {
    const covered = utterances.reduce((sum, said) => sum + spokenMs(said), 0);
    const share = Math.min(1, covered / speechMs);
    if (share < WANTED_COVERAGE) found.push(fault('coverage', 'review', false, `${percent(share)} of ${Math.round(speechMs / 1000)} s of speech has words; ${percent(WANTED_COVERAGE)} expected`));
  }
  let sum = 0;
  let words = 0;
  const weak: Utterance[] = [];
  for (const said of utterances) {
    let own = 0;
    let rated = 0;
    for (const { confidence } of said.words) {
      if (confidence === null) continue;
      own += confidence;
      rated += 1;
    }
    sum += own;
    words += rated;
    if (rated > 0 && own / rated < POOR) weak.push(said);
  }
  if (words >= ENOUGH_WORDS && sum / words < DOUBTFUL) {
    const mean = sum / words;
    found.push(fault('confidence', mean < POOR ? 'review' : 'notice', false, `mean word probability ${mean.toFixed(2)} over ${words} words; ${DOUBTFUL} expected`, weak));
  }
  return found;
}

function spokenMs({ words, startMs, endMs }: Utterance): number {
  if (words.length === 0) return Math.max(0, endMs - startMs);
  let sum = 0;
  let last = words[0]?.startMs ?? 0;
  for (const word of words) {
    sum += Math.max(0, word.endMs - (word.startMs - last <= PAUSE_MS ? last : word.startMs));
    last = Math.max(last, word.endMs);
  }
  return sum;
}
