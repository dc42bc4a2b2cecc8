import type { Reading } from '../finding.js';
import type { Cue } from '../rules/cue.js';

/** Id of the utterance in which a cue begins. */
export function utteranceOf({ conversation }: Reading, cue: Cue): string {
  const at = conversation.tokens[cue.from]?.utterance ?? cue.sentence.utterance;
  return conversation.utterances[at]?.id ?? '';
}

/** Ids in the order of the call, each once. */
export function utterancesOf(reading: Reading, cues: readonly Cue[]): string[] {
  return [...new Set([...cues].sort((a, b) => a.from - b.from).map((cue) => utteranceOf(reading, cue)))];
}

/** The utterances of quoted evidence, each once. */
export const quotedUtterances = (evidence: readonly { readonly utteranceIds: readonly string[] }[]): string[] => [...new Set(evidence.flatMap((e) => e.utteranceIds))];
