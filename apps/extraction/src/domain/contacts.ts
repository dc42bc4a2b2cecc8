import type { Entity, Transcript } from '@callmesh/contracts';
import type { Finding } from './finding.js';

/** Kinds of entities by types of placeholders: how somebody is reached, and who. */
const KINDS: Readonly<Record<string, string>> = { PHONE: 'phone', EMAIL: 'email', PERSON: 'person', ADDRESS: 'address' };
const PLACEHOLDER = /\[[A-Z][A-Z_]*_\d+\]/g;
/** Utterances around a call that is agreed in which its number may be said. */
const NEAR = 8;

/**
 * Facts with the contact details that were said with them as entities: a placeholder and its reference in the vault, never the value. Those that stand in a
 * fact's own evidence are its; a call back without a number there has the one said next, else the last one before it.
 * @param referenceOf where the vault keeps what a placeholder of this conversation stands for.
 */
export function withContacts(findings: readonly Finding[], { utterances, redactions }: Transcript, referenceOf: (placeholder: string) => string): readonly Finding[] {
  const kinds = new Map(redactions.flatMap(({ placeholder, type, kept }) => (kept && KINDS[type] !== undefined ? [[placeholder, KINDS[type]] as const] : [])));
  if (kinds.size === 0) return findings;
  const places = new Map(utterances.map(({ id }, at) => [id, at]));
  const contactsAt = (at: number): Entity[] =>
    [...(utterances[at]?.text.match(PLACEHOLDER) ?? [])].flatMap((placeholder) => {
      const kind = kinds.get(placeholder);
      return kind === undefined ? [] : [{ kind, value: null, party: { placeholder, reference: referenceOf(placeholder) }, text: placeholder, utteranceId: utterances[at]?.id ?? '' }];
    });
  return findings.map((finding) => {
    const own = [...new Set(finding.data.evidence.flatMap(({ utteranceIds }) => utteranceIds))].flatMap((id) => places.get(id) ?? []).sort((a, b) => a - b);
    const said = own.flatMap(contactsAt);
    const number = isCallBack(finding) && own[0] !== undefined && said.every(({ kind }) => kind !== 'phone') ? numberNear(own[0], contactsAt) : [];
    const contacts = [...said, ...number].filter((entity, at, all) => all.findIndex(({ text }) => text === entity.text) === at);
    return contacts.length === 0 ? finding : ({ ...finding, data: { ...finding.data, entities: [...finding.data.entities, ...contacts] } } as Finding);
  });
}

const isCallBack = ({ type, data }: Finding): boolean => type === 'callback.requested.v1' || (type === 'agent.commitment-made.v1' && data.action === 'call-back');

function numberNear(from: number, contactsAt: (at: number) => Entity[]): Entity[] {
  const order = [...Array.from({ length: NEAR }, (_, n) => from + n + 1), ...Array.from({ length: NEAR }, (_, n) => from - n - 1)];
  for (const at of order) {
    const phone = contactsAt(at).find(({ kind }) => kind === 'phone');
    if (phone) return [phone];
  }
  return [];
}
