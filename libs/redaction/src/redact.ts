import type { Utterance } from '@callmesh/contracts';
import { askedBefore, type Questions } from './asked.js';
import { findBirthDates } from './codes/birth-dates.js';
import { findAges } from './codes/ages.js';
import { findDates } from './codes/all-dates.js';
import { findCodes } from './codes/codes.js';
import { findForms } from './codes/forms.js';
import { findHosts } from './codes/hosts.js';
import { findLogins } from './codes/logins.js';
import { findSecrets } from './codes/tagged-secrets.js';
import { findEmails } from './emails/emails.js';
import { NEVER_KEPT, type Finding } from './finding.js';
import { bundledNumbers, bundledTaggers } from './learned/bundled.js';
import type { NumberWeights } from './learned/number-kinds.js';
import type { Taggers } from './learned/weights-file.js';
import { findAccounts } from './known/account-patterns.js';
import { findKnownNames, findKnownNumbers } from './known/known.js';
import { masked } from './mask.js';
import { findNumbers } from './numbers.js';
import { findPersons } from './people/persons.js';
import { findAddresses } from './places/addresses.js';
import { findWrittenAddresses } from './places/written-form.js';
import { Placeholders } from './placeholders.js';
import { typesOf, type RedactionPolicy } from './policy.js';
import type { Redact, RedactedSpan } from './redaction.port.js';
import { rewrite, type Replacement } from './rewrite.js';
import { findPasswords } from './secrets.js';

/**
 * Redacts what a policy asks for, written or spoken, also where a number runs over several utterances. Order, invoice and tracking
 * numbers, amounts, dates and times stay. Words are rewritten with the text; where an utterance's words do not add up to its text
 * they are dropped. Runs in time linear in the length of the conversation; keeps nothing between calls.
 */
export const redact: Redact = (utterances, policy) => redactor(bundledTaggers(), bundledNumbers())(utterances, policy);

/** The same for what nobody says, such as a file's name: the models of numbers know talk, so rules alone look for numbers. */
export const redactName: Redact = (utterances, policy) => redactor(bundledTaggers(), null)(utterances, policy);

/** The same with other models of names and addresses, or of numbers, than those that come with this build; null: with rules alone. */
export const redactor = (taggers: Taggers | null, numbers: NumberWeights | null = bundledNumbers()): Redact => (utterances, policy = {}) => {
  const findings = findAll(utterances, policy, { taggers, numbers });
  const placeholders = new Placeholders(utterances);
  const byUtterance = replacementsOf(findings, utterances, placeholders);
  const spans: RedactedSpan[] = [];
  const redacted = utterances.map((utterance, index): Utterance => {
    const result = rewrite(utterance, byUtterance.get(index) ?? []);
    for (const span of result.spans) spans.push(policy.keepLastFour?.includes(span.type) === true ? { ...span, lastFour: utterance.text.slice(span.start, span.end).replace(/[^\p{L}\p{N}]/gu, '').slice(-4) } : span);
    return result.utterance;
  });
  return { utterances: redacted, spans, values: placeholders.values };
};

/** Each rule sees what those before it left, covered: digits of an address are no phone number. What the policy leaves out is covered all the same. */
function findAll(utterances: readonly Utterance[], policy: RedactionPolicy, models: Models): Finding[] {
  const types = typesOf(policy);
  const all: Finding[] = [...findDenied(utterances, policy.deny ?? []), ...findAccounts(utterances, policy.accountPatterns ?? []), ...findKnownNumbers(utterances, policy.known ?? [])];
  const denied = new Set(all);
  const questions = askedBefore(utterances);
  let left = masked(utterances, all);
  const take = (found: readonly Finding[]): void => {
    if (found.length === 0) return;
    for (const finding of found) all.push(finding);
    left = masked(left, found);
  };
  for (const find of SHAPES) take(find(left, types, questions, models));
  // A name within an e-mail address or a login is a part of that.
  const names = findKnownNames(left, policy.known ?? []);
  for (const finding of names) denied.add(finding);
  take(names);
  for (const find of FINDERS) take(find(left, types, questions, models));
  for (const finding of foreign(left, policy)) all.push(finding);
  const allowed = new Set((policy.allow ?? []).map((value) => value.toLowerCase()));
  const textOf = ({ pieces }: Finding): string => pieces.map(({ utterance, start, end }) => utterances[utterance]?.text.slice(start, end) ?? '').join(' ').toLowerCase();
  return all.filter((finding) => denied.has(finding) || (types.has(finding.type) && !(allowed.size > 0 && (allowed.has(finding.value.toLowerCase()) || allowed.has(textOf(finding))))));
}

interface Models { readonly taggers: Taggers | null; readonly numbers: NumberWeights | null }

type Find = (utterances: readonly Utterance[], types: ReadonlySet<string>, questions: Questions, models: Models) => Finding[];

/** Secrets, addresses and forms that names may stand in. */
const SHAPES: readonly Find[] = [
  (utterances, _types, questions) => findBirthDates(utterances, questions),
  (utterances, _types, questions) => findPasswords(utterances, questions),
  (utterances, types) => findForms(utterances, types, 'before'),
  (utterances, _types, questions) => findEmails(utterances, questions),
  (utterances, _types, questions) => findHosts(utterances, questions),
  (utterances, _types, questions) => findLogins(utterances, questions),
];

const FINDERS: readonly Find[] = [
  (utterances) => findWrittenAddresses(utterances),
  (utterances, _types, questions) => findCodes(utterances, questions),
  (utterances, types) => findForms(utterances, types, 'after'),
  (utterances, _types, { topics }, { taggers }) => findAddresses(utterances, topics, taggers?.ADDRESS ?? null),
  (utterances, _types, questions, { numbers }) => findNumbers(utterances, questions, numbers),
  (utterances, _types, { topics }, { taggers }) => (taggers === null ? [] : findSecrets(utterances, topics, taggers)),
  (utterances, types, { topics }, { taggers }) => (types.has('PERSON') ? findPersons(utterances, topics, taggers?.PERSON ?? null) : []),
  (utterances, types) => (types.has('DATE') ? findDates(utterances) : []),
  (utterances, types, { topics }) => (types.has('AGE') ? findAges(utterances, topics) : []),
];

/** What somebody else found and the rules did not. */
function foreign(left: readonly Utterance[], { found = [] }: RedactionPolicy): Finding[] {
  return found.flatMap(({ utterance, start, end, type, score }): Finding[] => {
    const text = left[utterance]?.text.slice(start, end) ?? '';
    // Where a rule found something already, the rule's word stands.
    return text.trim() === '' || /[\u0001\u0002]/.test(text) ? [] : [{ type, value: text.toLowerCase(), pieces: [{ utterance, start, end }], reason: 'found by another analyzer', score }];
  });
}

/** Terms that a policy always redacts. */
function findDenied(utterances: readonly Utterance[], deny: NonNullable<RedactionPolicy['deny']>): Finding[] {
  return deny.filter(({ term }) => term.trim() !== '').flatMap(({ term, type }) =>
    utterances.flatMap((utterance, index) => {
      const found: Finding[] = [];
      const text = utterance.text.toLowerCase();
      for (let at = text.indexOf(term.toLowerCase()); at >= 0; at = text.indexOf(term.toLowerCase(), at + term.length)) {
        found.push({ type, value: term.toLowerCase(), pieces: [{ utterance: index, start: at, end: at + term.length }], reason: 'on the list of what is always redacted', score: 1 });
      }
      return found;
    }),
  );
}

interface Claim extends Replacement {
  readonly finding: Finding;
}

/** The findings' places by utterance, in order; where two overlap, one covers both. */
function replacementsOf(findings: readonly Finding[], utterances: readonly Utterance[], placeholders: Placeholders): Map<number, Replacement[]> {
  const claims = new Map<number, Omit<Claim, 'placeholder'>[]>();
  for (const finding of findings) {
    for (const { utterance, start, end } of finding.pieces) {
      const list = claims.get(utterance) ?? [];
      list.push({ start, end, type: finding.type, reason: finding.reason, score: finding.score, finding });
      claims.set(utterance, list);
    }
  }
  const result = new Map<number, Replacement[]>();
  // Placeholders are numbered in the order of the conversation, whatever rule found them.
  for (const index of utterances.keys()) {
    const list = claims.get(index);
    if (list === undefined) continue;
    list.sort((a, b) => a.start - b.start || b.end - a.end);
    const merged: Omit<Claim, 'placeholder'>[] = [];
    for (const claim of list) {
      const last = merged.at(-1);
      if (last === undefined || claim.start >= last.end) merged.push(claim);
      else merged[merged.length - 1] = { ...stronger(last, claim), start: last.start, end: Math.max(last.end, claim.end) };
    }
    result.set(index, merged.map(({ finding, ...claim }) => ({ ...claim, placeholder: placeholders.of(finding) })));
  }
  return result;
}

/** What must never be kept wins over what goes to the vault, then the longer range. */
function stronger<T extends { type: string; start: number; end: number }>(a: T, b: T): T {
  const [first, second] = [NEVER_KEPT.has(a.type), NEVER_KEPT.has(b.type)];
  if (first !== second) return first ? a : b;
  return b.end - b.start > a.end - a.start ? b : a;
}
