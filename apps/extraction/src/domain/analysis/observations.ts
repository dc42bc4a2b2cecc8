import type { Observation, TalkMetrics } from '@callmesh/contracts';
import type { Reading } from '../finding.js';
import { wordsAsWritten } from '../language/evidence.js';
import { activeCues } from '../rules/active-cues.js';
import type { Cue } from '../rules/cue.js';
import { utterancesOf } from './places.js';

const LONGEST = 200;
/** So much waiting on one call is a failure of the process, whatever was said of it. */
const LONG_HOLD_MS = 120_000;

/** The sentence around the first cue, redacted as the transcript is. */
function wordsAround(reading: Reading, cue: Cue): string {
  const text = wordsAsWritten(reading.conversation, cue.sentence.from, cue.sentence.to);
  return text.length > LONGEST ? `${text.slice(0, text.lastIndexOf(' ', LONGEST))} …` : text;
}

/** One observation for each thing noticed, with every place where it was. */
function observationsOf(reading: Reading, cues: readonly Cue[]): Observation[] {
  const byLabel = new Map<string, Cue[]>();
  for (const cue of cues) if (cue.tag) byLabel.set(cue.tag, [...(byLabel.get(cue.tag) ?? []), cue]);
  return [...byLabel].map(([label, found]) => ({ label, text: found[0] ? wordsAround(reading, found[0]) : null, utteranceIds: utterancesOf(reading, found) }));
}

/** Where the process failed: by what was said, and by how long somebody waited. */
export function processIssuesOf(reading: Reading, talk: TalkMetrics | null): Observation[] {
  const cues = activeCues(reading.conversation, reading.packs.conduct, reading.packs).filter(
    (c) => c.role === 'process' && !c.modifiers.has('hypothetical') && !(c.modifiers.has('negated') && c.tag !== 'missing-information' && c.tag !== 'broken-promise'),
  );
  const issues = observationsOf(reading, cues);
  if (talk && talk.holdMs >= LONG_HOLD_MS && !issues.some((i) => i.label === 'long-hold')) issues.push({ label: 'long-hold', text: null, utteranceIds: [] });
  return issues;
}

/** Campaigns, offers and advertisements named. */
export const marketingMentionsOf = (reading: Reading): Observation[] =>
  observationsOf(reading, activeCues(reading.conversation, reading.packs.conduct, reading.packs).filter((c) => c.role === 'marketing'));
