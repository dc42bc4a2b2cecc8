import { redactText } from './redact-text.js';

/** What became of one line: an answer to print, or a fault to tell. */
export type JsonlAnswer = { readonly line: string } | { readonly fault: string };

const SHAPE = 'each line is {"id": "…", "text": "…"}';

/**
 * Redacts one line of JSON Lines: `{"id","text"}` becomes `{"id","spans":[{"start","end","type","score"}],"text"}`. Null for an empty line.
 * A fault never repeats what the line held.
 * @param number the line's, from 1.
 */
export function redactJsonLine(source: string, number: number): JsonlAnswer | null {
  if (source.trim() === '') return null;
  const fault = (why: string): JsonlAnswer => ({ fault: `line ${number}: ${why}; ${SHAPE}. The other lines were redacted.` });
  let value: unknown;
  try {
    value = JSON.parse(number === 1 ? source.replace(/^\uFEFF/, '') : source);
  } catch {
    return fault('no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault('no JSON object');
  const { id, text } = value as Record<string, unknown>;
  if (typeof id !== 'string' && typeof id !== 'number') return fault('"id" is missing or neither a string nor a number');
  if (typeof text !== 'string') return fault('"text" is missing or no string');
  const redacted = redactText(text);
  return { line: JSON.stringify({ id, spans: redacted.spans.map(({ start, end, type, score }) => ({ start, end, type, score })), text: redacted.text }) };
}
