import type { RedactionResult } from '@callmesh/redaction';

const PLACEHOLDER = /\[([A-Z][A-Z_]*)_(\d+)\]/g;

/** Type and number of `[PHONE_2]`; null for anything else. */
export function parsePlaceholder(placeholder: string): { type: string; number: number } | null {
  const match = /^\[([A-Z][A-Z_]*)_(\d+)\]$/.exec(placeholder);
  return match ? { type: match[1] ?? '', number: Number(match[2]) } : null;
}

/** Gives a result's placeholders other numbers, everywhere and all at once, so that swapped numbers do not run into each other. */
export function renamePlaceholders(result: RedactionResult, names: ReadonlyMap<string, string>): RedactionResult {
  const rename = (text: string): string => text.replace(PLACEHOLDER, (placeholder) => names.get(placeholder) ?? placeholder);
  return {
    utterances: result.utterances.map((utterance) => ({ ...utterance, text: rename(utterance.text), words: utterance.words.map((word) => ({ ...word, text: rename(word.text) })) })),
    spans: result.spans.map((span) => ({ ...span, placeholder: rename(span.placeholder) })),
    values: new Map([...result.values].map(([placeholder, value]) => [rename(placeholder), value])),
  };
}
