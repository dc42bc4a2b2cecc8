import type { Reading } from '../finding.js';
import type { KnownPlace } from './known-place.js';
import { introduced, ownNames } from './own-names.js';

/** Where competitors that the tenant lists are named, or named by the sound of it; not where somebody says that it is their own firm, nor what sounds like a competitor in a greeting. */
export function listedPlaces({ conversation, competitors }: Pick<Reading, 'conversation' | 'competitors'>): readonly KnownPlace[] {
  if (!competitors) return [];
  const { tokens } = conversation;
  const places = competitors.placesIn(conversation);
  if (places.length === 0) return [];
  const introducedAs = new Set(conversation.sentences.flatMap((s) => introduced(conversation, s)));
  const own = ownNames(conversation);
  return places.filter(({ from, to, alike }) => !introducedAs.has(tokens[from]?.text ?? '') && (alike === 1 || !tokens.slice(from, to).every((t) => own.has(t.text))));
}
