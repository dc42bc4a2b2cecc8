import type { TranscriptFlaggedV1 } from '@callmesh/contracts';
import type { Proposal } from '../draft.js';
import { draftFrom, wanted, type Source } from './proposal.js';

/** A note for whoever looks at a transcript that could not be mended: approving it says so on the contact, rejecting it is the end of it. */
export function flaggedTranscript(data: TranscriptFlaggedV1, source: Source): Proposal {
  const { flags, transcriptVersion, call } = data;
  const found = flags.map(({ check, detail }) => `${check}: ${detail}`);
  const draft = draftFrom('call-note', { ...data, confidence: 0, evidence: [] }, source, {
    target: { object: 'note', key: null, fields: wanted({ title: 'Transcript in doubt', body: found.join('\n'), direction: call.direction, durationMs: call.durationMs }) },
    summary: `Look at transcript version ${transcriptVersion} of this call: ${flags.map(({ check }) => check).join(', ')}.`,
  });
  return { draft, doubts: [doubtAboutTranscript(flags.filter(({ severity }) => severity === 'review'))] };
}

/** What is said of every draft that rests on such a transcript. */
export function doubtAboutTranscript(flags: readonly { readonly check: string }[]): string {
  return `the transcript of this call is in doubt (${[...new Set(flags.map(({ check }) => check))].join(', ')})`;
}
