import type { Entity } from '@callmesh/contracts';
import type { Reading } from '../finding.js';
import { wordsAsWritten } from '../language/evidence.js';
import type { Reference } from '../language/references.js';
import type { Cue } from '../rules/cue.js';
import { soundAlike } from './orders.js';

/** The one thing of a kind that a fact is about; `several` when more were named on the call. */
interface Meant {
  readonly value: string | null;
  readonly mentions: readonly Reference[];
  readonly several: boolean;
}

const NOTHING: Meant = { value: null, mentions: [], several: false };

/** Amounts count near the cue only: the price of something else may be said on the same call. */
const NEAR = 10;

const saidByAgent = (r: Reference): boolean => r.sentence.speaker === 'agent';

/** Values with the agent's misheard readings of another set aside. */
function distinctValues(references: readonly Reference[]): string[] {
  const values = [...new Set(references.map((r) => r.value))];
  return values.filter((v, i) => !values.some((w, j) => j < i && soundAlike(v, w) && references.filter((r) => r.value === v).every(saidByAgent)));
}

const distance = (reference: Reference, cues: readonly Cue[]): number => Math.min(...cues.map((c) => Math.abs(c.sentence.index - reference.sentence.index)));

const letteredAs = (kind: 'order' | 'invoice', references: readonly Reference[]): readonly Reference[] =>
  references.some((r) => r.kind === kind) ? references : references.map((r) => (r.kind === 'unnamed' && /^[A-Z]{2}/.test(r.value) ? { ...r, kind } : r));

const BILLS = new Set(['invoice', 'invoices', 'bill', 'billed', 'bills', 'statement', 'invoiced']);
const speaksOfBills = ({ conversation }: Reading): boolean => conversation.tokens.some((t) => BILLS.has(t.text));

/** Ids with letters that nobody named, as the order's, where no order was named and it is not about a bill. */
export const idsAsOrders = (reading: Reading): readonly Reference[] => (speaksOfBills(reading) ? reading.references : letteredAs('order', reading.references));

/** The same for a bill's: what is disputed by its number is one. */
export const idsAsInvoices = (reading: Reading): readonly Reference[] =>
  speaksOfBills(reading) && !reading.references.some((r) => r.kind === 'order') ? letteredAs('invoice', reading.references) : reading.references;

/** Round thousands are counts, mostly: of readers, of pieces. */
const ROUND = /^\d{1,3}000$/;
/** What is said of the one that is not meant: "2031 is fine", "2031 I already paid". */
const SETTLED = new Set(['fine', 'paid', 'correct', 'okay', 'ok', 'right']);

function isSettled({ conversation: { tokens } }: Reading, { to, sentence }: Reference): boolean {
  const following = tokens.slice(to, Math.min(sentence.to, to + 4)).map((t) => t.text);
  return following.some((w, i) => SETTLED.has(w) && following[i - 1] !== 'not');
}

/** The only order or invoice named; of several the one said nearest to the cue, before it rather than after; null when two are as near. */
export function idMeant(reading: Reading, kind: 'order' | 'invoice', cues: readonly Cue[]): Meant {
  const all = reading.references.filter((r) => r.kind === kind);
  const open = all.filter((r) => !isSettled(reading, r));
  const named = open.length > 0 ? open : all;
  const plain = distinctValues(named);
  const values = plain.length > 1 ? plain.filter((v) => !ROUND.test(v)) : plain;
  if (values.length === 0) return NOTHING;
  if (values.length === 1) return { value: values[0] ?? null, mentions: named.filter((r) => r.value === values[0]), several: false };
  const steps = (value: string): number => {
    const own = named.filter((r) => r.value === value);
    const near = own.map((r) => distance(r, cues) + (cues.every((c) => c.from < r.from) ? LATER : 0));
    return Math.min(...near) - (/[A-Z]/.test(value) ? LETTERED : 0);
  };
  const [first, second] = values.map((value) => ({ value, steps: steps(value) })).sort((a, b) => a.steps - b.steps);
  if (!first || (second && second.steps === first.steps)) return { value: null, mentions: named, several: true };
  return { value: first.value, mentions: named.filter((r) => r.value === first.value), several: true };
}
/** What a number said after the cue has to be nearer. */
const LATER = 1.5;
/** What an id with letters may be farther: nobody reads a meter in letters. */
const LETTERED = 4;

/** The amount meant: in the cue's own sentence, else the customer's nearest, what was said before it first; else the agent's. */
export function amountMeant(references: readonly Reference[], cues: readonly Cue[]): Reference | null {
  const all = references.filter((r) => r.kind === 'amount');
  const near = all.filter((r) => distance(r, cues) <= NEAR);
  // The only amount of a call is meant however long ago it was said.
  if (near.length === 0) return new Set(all.map((r) => r.value)).size === 1 ? (all[0] ?? null) : null;
  const rank = (r: Reference): number => {
    const steps = distance(r, cues);
    const after = cues.every((c) => c.sentence.index < r.sentence.index);
    return steps + (after ? 0.5 : 0) + (steps > 0 && saidByAgent(r) ? 4 : 0);
  };
  return [...near].sort((a, b) => rank(a) - rank(b) || Number(b.value) - Number(a.value))[0] ?? null;
}

/** A reference as an entity of a finding. */
export function entityOf({ conversation }: Reading, kind: string, reference: Reference): Entity {
  return {
    kind,
    value: reference.value,
    party: null,
    text: wordsAsWritten(conversation, reference.from, reference.to),
    utteranceId: conversation.utterances[reference.sentence.utterance]?.id ?? '',
  };
}
