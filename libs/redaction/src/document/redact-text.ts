import type { RedactionPolicy } from '../policy.js';
import { redact } from '../redact.js';
import type { Redact } from '../redaction.port.js';
import { asUtterances, splitText } from './split-text.js';

/** A personal span of a text. Offsets are UTF-16 code units into the text as it was given. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  /** How sure the rule is, 0–1. */
  readonly score: number;
  readonly placeholder: string;
  readonly reason: string;
}

/** A redacted text. */
export interface RedactedText {
  /** In order, without overlap. */
  readonly spans: TextSpan[];
  readonly text: string;
}

/** Redacts a text that is no conversation, or one written down with labels ("Agent: …"). One text is one conversation: placeholders are stable within it. */
export function redactText(text: string, policy: RedactionPolicy = { profile: 'standard' }, by: Redact = redact): RedactedText {
  const parts = splitText(text);
  const { utterances, spans } = by(asUtterances(text, parts), policy);
  const starts = new Map(parts.map(({ start }, index) => [`p${index}`, start]));
  return {
    spans: spans.map(({ utteranceId, start, end, type, score, placeholder, reason }) => {
      const from = starts.get(utteranceId) ?? 0;
      return { start: from + start, end: from + end, type, score, placeholder, reason };
    }),
    text: utterances.map((utterance, index) => text.slice(parts[index - 1]?.end ?? 0, parts[index]?.start) + utterance.text).join('') + text.slice(parts.at(-1)?.end ?? 0),
  };
}
