/** What is kept of calls, each with a period of its own. */
export const retentionArtifacts = {
  'raw-audio': { days: 30, what: 'recordings as they were received' },
  'normalised-audio': { days: 30, what: 'recordings as the speech engine hears them; as unredacted as the raw ones' },
  'redacted-audio': { days: 365, what: 'recordings in which what was redacted is silent' },
  'heard-transcript': { days: 30, what: 'transcripts as received or heard, where they were not removed right after redaction' },
  transcript: { days: 730, what: 'redacted transcripts' },
  'vault-values': { days: 365, what: 'personal values behind placeholders' },
  conversation: { days: 1_095, what: 'the conversation\'s key, and with it all that is left of it, in events too' },
  quarantine: { days: 30, what: 'bytes of what waits in quarantine; its entry stays' },
  parked: { days: 30, what: 'messages that a service could not process, and those behind them' },
  'llm-quarantine': { days: 30, what: 'answers of the language model that could not be used' },
} as const;

/** One of {@link retentionArtifacts}. */
export type RetentionArtifact = keyof typeof retentionArtifacts;

/** In the order in which they are told. */
export const retentionArtifactNames = Object.keys(retentionArtifacts) as RetentionArtifact[];

const NAMES: readonly (readonly [RegExp, RetentionArtifact])[] = [
  [/^original\./, 'raw-audio'],
  [/^audio\.redacted\./, 'redacted-audio'],
  [/^audio\./, 'normalised-audio'],
  [/^heard\./, 'heard-transcript'],
  [/^transcript\.\d+\..*\.json$/, 'transcript'],
  [/^transcript\./, 'heard-transcript'],
];

/** Which period an object has, by the last part of its name; null for what no period is known of, which stays until its conversation goes. */
export function artifactOfObject(name: string): RetentionArtifact | null {
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
