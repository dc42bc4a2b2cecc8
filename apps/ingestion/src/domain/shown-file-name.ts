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
  const redacted = redactedText(words);
  return redacted === words ? text : redacted;
}

/** The words of a vocabulary that everybody may read: it rides with the call, so what names a person is left out of it. */
export function shownVocabulary(words: readonly string[]): string[] {
  return words.filter((word) => redactedText(word) === word);
}

function redactedText(text: string): string {
  const [redacted] = redact([{ id: 'text', channel: 0, speaker: 'unknown', text, startMs: 0, endMs: 0, words: [], confidence: null }]).utterances;
  return redacted?.text ?? text;
}
