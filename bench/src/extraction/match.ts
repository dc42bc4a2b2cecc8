import type { Dialogue, Label } from './dialogue.js';
import type { Finding } from './finding.js';
import { IDENTIFYING } from './kinds.js';
import { sameField } from './same.js';

/** A label and the finding that answers it. */
interface Match {
  readonly label: Label;
  readonly finding: Finding;
}

/** What became of one dialogue. */
export interface Matched {
  readonly dialogue: Dialogue;
  readonly findings: readonly Finding[];
  readonly matches: readonly Match[];
  readonly missed: readonly Label[];
  readonly invented: readonly Finding[];
}

/**
 * Pairs findings with labels of the same kind, one to one, the most alike first: what tells two facts of a kind apart counts most, then the evidence.
 * A finding of the right kind with a wrong id is still a hit of the kind; its entities are then counted as not exact.
 * @param onLine whether a finding rests on a labelled line.
 */
export function matchFindings(dialogue: Dialogue, findings: readonly Finding[], onLine: (finding: Finding, label: Label) => boolean): Matched {
  const pairs = dialogue.labels.flatMap((label) => findings.filter(({ kind }) => kind === label.kind).map((finding) => ({ label, finding, alike: alike(label, finding, dialogue, onLine) })));
  pairs.sort((a, b) => b.alike - a.alike);
  const matches: Match[] = [];
  for (const { label, finding } of pairs) {
    if (!matches.some((match) => match.label === label || match.finding === finding)) matches.push({ label, finding });
  }
  return {
    dialogue,
    findings,
    matches,
    missed: dialogue.labels.filter((label) => matches.every((match) => match.label !== label)),
    invented: findings.filter((finding) => matches.every((match) => match.finding !== finding)),
  };
}

function alike(label: Label, finding: Finding, { timeZone }: Dialogue, onLine: (finding: Finding, label: Label) => boolean): number {
  const identifying = IDENTIFYING[label.kind].filter((field) => sameField(field, label.fields[field], finding.fields[field], timeZone)).length;
  return identifying * 2 + (onLine(finding, label) ? 1 : 0);
}
