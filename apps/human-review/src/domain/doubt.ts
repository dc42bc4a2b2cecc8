import type { Entity, Evidence } from '@callmesh/contracts';
import { namesContact } from './amended-draft.js';
import type { Draft } from './draft.js';
import type { Policy } from './policy.js';

const counted = ['no', 'one', 'two', 'three', 'four', 'five'];

/** What speaks against applying a draft unattended; null when policy may decide. */
export function doubtOf(draft: Draft, policy: Policy, doubts: readonly string[]): string | null {
  const unsure = draft.confidence < policy.threshold ? [`confidence ${shown(draft.confidence)} is below ${shown(policy.threshold)} for ${draft.kind}`] : [];
  const all = [...unsure, ...doubts, ...doubtsAboutContact(draft)];
  return all.length > 0 ? all.join('; ') : null;
}

/** Every kind of change hangs on a contact; without a number only a person can say which one. */
function doubtsAboutContact({ customer, target }: Draft): string[] {
  return customer === null && !namesContact(target) ? ['the call carries no customer number, so a person names the contact'] : [];
}

/** Two decimals, cut and not rounded: 0.799 must not read as the threshold that it misses. */
function shown(value: number): string {
  return (Math.floor(value * 100 + 1e-9) / 100).toFixed(2);
}

/** Doubts about which object is meant: none heard, or several named. */
export function doubtsAboutKey(kind: 'order' | 'invoice', key: string | null, entities: readonly Entity[]): string[] {
  const named = [...new Set(entities.filter((entity) => entity.kind === kind).flatMap((entity) => entity.value ?? []))];
  if (named.length > 1) return [`${counted[named.length] ?? named.length} ${kind}s were named (${named.join(', ')})`];
  return key === null ? [`no ${kind} id was heard`] : [];
}

/** What a language model alone found is looked at, whatever threshold the tenant has set: what a caller says could have talked it into it. */
export function doubtsAboutEngine({ engine }: { readonly engine: string }): string[] {
  return engine === 'llm' ? ['only the language model found it'] : [];
}

/** A promise of the agent is no request of the customer. */
export function doubtsAboutSpeaker(evidence: readonly Evidence[]): string[] {
  return evidence.length > 0 && evidence.every(({ speaker }) => speaker === 'agent') ? ['only the agent said so'] : [];
}
