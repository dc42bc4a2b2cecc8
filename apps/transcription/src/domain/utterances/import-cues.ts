import type { ImportedCue, Utterance } from '@callmesh/contracts';
import { rolesOfNames, type CallOfVoices } from '../voices/roles-of-names.js';

/** Subtitles break sentences where their line is full; a number must not be torn apart before redaction sees it. */
const SAME_BREATH_MS = 2000;
const LONG_MS = 30_000;

/** Utterances of a platform's transcript. Cues that go on with one voice's sentence are joined. */
export function importCues(given: readonly ImportedCue[], call: CallOfVoices): Utterance[] {
  const cues = withOneSpelling(given);
  const roles = rolesOfNames(cues, call);
  const joined: ImportedCue[] = [];
  for (const cue of cues.filter(({ text }) => text.trim() !== '')) {
    const last = joined.at(-1);
    if (last && goesOn(last, cue)) joined[joined.length - 1] = { ...last, text: `${last.text} ${cue.text}`, endMs: Math.max(last.endMs, cue.endMs) };
    else joined.push(cue);
  }
  return joined.map(({ speaker, text, startMs, endMs }, index) => ({
    id: `u${index + 1}`,
    speaker: roles.get(speaker) ?? 'unknown',
    channel: null,
    text: withoutPlaceholders(text),
    startMs,
    endMs,
    confidence: null,
    words: [],
  }));
}

/** `Ruth`, `RUTH:` and `ruth ` are one voice; she keeps the spelling that came first. */
function withOneSpelling(cues: readonly ImportedCue[]): ImportedCue[] {
  const spellings = new Map<string, string>();
  return cues.map((cue) => {
    if (cue.speaker === null) return cue;
    const plain = cue.speaker.replace(/\s+/g, ' ').replace(/[\s:]+$/, '').trim();
    const key = plain.toLowerCase();
    if (!spellings.has(key)) spellings.set(key, plain);
    return { ...cue, speaker: spellings.get(key) || null };
  });
}

/** How many voices a transcript names. */
export const voicesOf = (cues: readonly ImportedCue[]): number => new Set(withOneSpelling(cues).map(({ speaker }) => speaker).filter((name) => name !== null)).size;

function goesOn(last: ImportedCue, cue: ImportedCue): boolean {
  if (last.speaker !== cue.speaker || cue.startMs - last.endMs > SAME_BREATH_MS) return false;
  const withinNumber = /\d[.,-]?$/.test(last.text) && /^\d/.test(cue.text);
  const withinSentence = !/[.?!]["')]?$/.test(last.text) && cue.endMs - last.startMs <= LONG_MS;
  return withinNumber || withinSentence;
}

/** A text that looks like one of our placeholders would stand for a value of the vault. */
const withoutPlaceholders = (text: string): string => text.replace(/\[([A-Z][A-Z_]*_\d+)\]/g, '($1)');
