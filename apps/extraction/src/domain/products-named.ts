import type { Finding } from './finding.js';
import { wordsAsWritten } from './language/evidence.js';
import type { Reference } from './language/reference.js';
import type { Conversation } from './language/tokens.js';

/**
 * Facts with the ids of the products that their own evidence names among their entities; a problem also has the one product id of its call, wherever it was said.
 */
export function withProductIds(findings: readonly Finding[], conversation: Conversation, references: readonly Reference[]): readonly Finding[] {
  const ids = references.filter(({ kind }) => kind === 'product');
  if (ids.length === 0) return findings;
  const only = new Set(ids.map(({ value }) => value)).size === 1 ? ids.slice(0, 1) : [];
  const utteranceOf = ({ from }: Reference): string => conversation.utterances[conversation.tokens[from]?.utterance ?? -1]?.id ?? '';
  return findings.map((finding) => {
    const said = new Set(finding.data.evidence.flatMap(({ utteranceIds }) => utteranceIds));
    const own = ids.filter((id) => said.has(utteranceOf(id)));
    const named = own.length > 0 || finding.type !== 'customer.issue-identified.v1' ? own : only;
    const entities = named
      .filter((id, at) => named.findIndex(({ value }) => value === id.value) === at)
      .map((id) => ({ kind: 'product', value: id.value, party: null, text: wordsAsWritten(conversation, id.from, id.to), utteranceId: utteranceOf(id) }));
    return entities.length === 0 ? finding : ({ ...finding, data: { ...finding.data, entities: [...finding.data.entities, ...entities] } } as Finding);
  });
}
