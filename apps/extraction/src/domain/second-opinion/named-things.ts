import type { CallContext, Entity, SpokenTime } from '@callmesh/contracts';
import { resolveDue } from '../language/due-date.js';
import { wordsAsWritten } from '../language/evidence.js';
import type { Reference } from '../language/references.js';
import { timePhrases } from '../language/time-phrases.js';
import type { Conversation } from '../language/tokens.js';
import { findSaid } from './quotes.js';

const bare = (id: string): string => id.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A number that a model names, as it was said on the call; null when it was not, or stands for something else there. */
export function saidReference(conversation: Conversation, references: readonly Reference[], kind: 'order' | 'invoice', claimed: string | null): Entity | null {
  if (claimed === null || bare(claimed) === '') return null;
  const found = references.find((r) => (r.kind === kind || r.kind === 'unnamed') && bare(r.value) === bare(claimed));
  return found ? { kind, value: found.value, party: null, text: wordsAsWritten(conversation, found.from, found.to), utteranceId: utteranceOf(conversation, found.from) } : null;
}

/** An amount that a model names, as it was said; its currency is the one that was said. */
export function saidAmount(conversation: Conversation, references: readonly Reference[], claimed: string | null): { readonly entity: Entity; readonly value: string; readonly currency: string | null } | null {
  const wanted = Number(claimed?.replace(/[^\d.]/g, ''));
  if (claimed === null || !Number.isFinite(wanted) || wanted <= 0) return null;
  const found = references.find((r) => r.kind === 'amount' && Number(r.value) === wanted);
  if (!found) return null;
  const entity: Entity = { kind: 'amount', value: found.value, party: null, text: wordsAsWritten(conversation, found.from, found.to), utteranceId: utteranceOf(conversation, found.from) };
  return { entity, value: found.value, currency: found.currency };
}

/** Words that a model says were said, in the transcript's own characters. */
export function saidWords(conversation: Conversation, claimed: string | null): { readonly text: string; readonly utteranceId: string } | null {
  if (claimed === null || claimed.trim().length < 2) return null;
  for (const { id, text } of conversation.utterances) {
    const place = findSaid(text, claimed);
    if (place) return { text: text.slice(place.start, place.end), utteranceId: id };
  }
  return null;
}

/** When a model names the words of a time, they are found on the call and worked out here, in the call's zone. */
export function saidTime(conversation: Conversation, call: CallContext, claimed: string | null): { readonly entity: Entity; readonly due: SpokenTime } | null {
  if (claimed === null) return null;
  for (const sentence of conversation.sentences) {
    for (const phrase of timePhrases(conversation, sentence)) {
      const text = wordsAsWritten(conversation, phrase.from, phrase.to);
      if (!findSaid(claimed, text) && !findSaid(text, claimed)) continue;
      const date = resolveDue(phrase, call.startedAt, call.timeZone);
      if (!date) continue;
      const entity: Entity = { kind: 'date', value: date.iso, party: null, text, utteranceId: utteranceOf(conversation, phrase.from) };
      return { entity, due: { at: date.dueAt, iso: date.iso, timeZone: call.timeZone, phrase: text } };
    }
  }
  return null;
}

const utteranceOf = (conversation: Conversation, at: number): string => conversation.utterances[conversation.tokens[at]?.utterance ?? -1]?.id ?? '';
