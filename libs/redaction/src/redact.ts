import type { Utterance } from '@callmesh/contracts';
import { findEmails } from './emails.js';
import { NEVER_KEPT, type Finding } from './finding.js';
import { masked } from './mask.js';
import { findNumbers } from './numbers.js';
import { Placeholders } from './placeholders.js';
import type { Redact, RedactedSpan } from './redaction.port.js';
import { rewrite, type Replacement } from './rewrite.js';
import { findPasswords } from './secrets.js';

/**
 * Redacts card numbers, security codes, expiry dates, PINs, passwords, social security numbers, phone numbers and e-mail
 * addresses, written or spoken, also where they run over several utterances. Order, invoice and tracking numbers, amounts,
 * dates and times stay. Words are rewritten with the text; where an utterance's words do not add up to its text they are
 * dropped. Runs in time linear in the length of the conversation; keeps nothing between calls.
 */
export const redact: Redact = (utterances) => {
  const passwords = findPasswords(utterances);
  const emails = findEmails(masked(utterances, passwords));
  const findings = [...passwords, ...emails, ...findNumbers(masked(utterances, [...passwords, ...emails]))];
  const placeholders = new Placeholders(utterances);
  const byUtterance = replacementsOf(findings, utterances, placeholders);
  const spans: RedactedSpan[] = [];
  const redacted = utterances.map((utterance, index): Utterance => {
    const result = rewrite(utterance, byUtterance.get(index) ?? []);
    spans.push(...result.spans);
    return result.utterance;
  });
  return { utterances: redacted, spans, values: placeholders.values };
};

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
