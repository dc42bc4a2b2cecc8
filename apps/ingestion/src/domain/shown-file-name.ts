import { redact } from '@callmesh/redaction';

const LONGEST = 255;

/**
 * A file's name as others may see it. Recorders write the caller's number into it, people an address: both become placeholders, as in
 * a transcript. Control characters go, and what no file system takes as a name is cut.
 */
export function shownFileName(name: string | null): string | null {
  if (name === null) return null;
  const text = name.replace(/\p{Cc}/gu, '').slice(0, LONGEST);
  // Underscores join what are words of their own in a file's name.
  const words = text.replaceAll('_', ' ');
  const [redacted] = redact([{ id: 'name', channel: 0, speaker: 'unknown', text: words, startMs: 0, endMs: 0, words: [], confidence: null }]).utterances;
  return redacted === undefined || redacted.text === words ? text : redacted.text;
}
