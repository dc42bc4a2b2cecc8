import type { Utterance } from '@callmesh/contracts';
import { fault, percent, type Checked, type Fault } from './fault.js';

/** Rounding of sources, and cues that stay on the screen a little longer. */
const OVERLAP_MS = 700;
const BEYOND_MS = 2_000;
/** Nobody speaks faster: it would be 12 words a second. */
const MS_PER_WORD = 80;
/** Without times nothing that rests on time can be told. */
const TIMELESS = 0.5;

/** Times that run backwards, overlap within one voice, or lie outside of the recording. */
export function timeFaults({ utterances, recordingMs }: Checked): Fault[] {
  const wrong: Utterance[] = [];
  let timeless = 0;
  const ends = new Map<string, number>();
  let last = 0;
  for (const said of utterances) {
    const voice = `${said.channel ?? '-'} ${said.speaker}`;
    const end = ends.get(voice) ?? 0;
    const isBeyond = recordingMs > 0 && (said.startMs > recordingMs || said.endMs > recordingMs + BEYOND_MS);
    if (said.startMs < last || said.startMs < 0 || said.endMs < said.startMs || said.startMs < end - OVERLAP_MS || isBeyond || !inOrder(said)) wrong.push(said);
    if (said.endMs - said.startMs < MS_PER_WORD && said.text.length > 12) timeless += 1;
    last = Math.max(last, said.startMs);
    ends.set(voice, Math.max(end, said.endMs));
  }
  const found: Fault[] = [];
  if (wrong.length > 0) found.push(fault('timestamps', 'notice', true, `${wrong.length} of ${utterances.length} utterances overlap within one voice, run backwards, or lie outside of the recording`, wrong));
  if (timeless > 0 && timeless > utterances.length * TIMELESS) found.push(fault('timestamps', 'review', false, `${percent(timeless / utterances.length)} of ${utterances.length} utterances take no time`));
  return found;
}

function inOrder({ words, startMs, endMs }: Utterance): boolean {
  let last = startMs;
  for (const word of words) {
    if (word.startMs < last || word.endMs < word.startMs || word.startMs > endMs) return false;
    last = word.startMs;
  }
  return true;
}
