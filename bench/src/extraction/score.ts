import type { Label } from './dialogue.js';
import { calibrationError } from './calibration-error.js';
import type { Finding } from './finding.js';
import { KINDS, type Kind } from './kinds.js';
import type { Matched } from './match.js';
import { detailsExact, entitiesExact } from './same.js';

/** Figures of one kind; a share of nothing is null. */
interface KindFigures {
  readonly labels: number;
  readonly found: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly entitiesExact: number | null;
}

/** Figures of a set of dialogues. Precision and recall are over all kinds together, each finding and label counting once. */
export interface Figures {
  readonly dialogues: number;
  readonly precision: number | null;
  readonly recall: number | null;
  /** Of the labels found, those whose every entity is right; null entities have to be null. */
  readonly entitiesExact: number | null;
  /** Expected calibration error over the confidences of all findings. */
  readonly ece: number | null;
  /** Of the labels found, those whose topic, signals or action are right. */
  readonly detailsExact: number | null;
  /** Of the labels found, those whose finding quotes a labelled line. */
  readonly evidence: number | null;
  readonly perKind: Readonly<Record<Kind, KindFigures>>;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
const share = (part: number, whole: number): number | null => (whole === 0 ? null : round(part / whole));

/** The share of true among what is not null. */
function shareOf(answers: readonly (boolean | null)[]): number | null {
  const counted = answers.filter((answer) => answer !== null);
  return share(counted.filter(Boolean).length, counted.length);
}

/** Counts what became of all dialogues. */
export function score(all: readonly Matched[], onLine: (matched: Matched, finding: Finding, label: Label) => boolean): Figures {
  const matches = all.flatMap((matched) => matched.matches.map((match) => ({ ...match, matched, timeZone: matched.dialogue.timeZone })));
  const findings = all.flatMap((matched) => matched.findings.map((finding) => ({ kind: finding.kind, confidence: finding.confidence, isHit: !matched.invented.includes(finding) })));
  const labels = all.flatMap(({ dialogue }) => dialogue.labels);
  const ofKind = (kind: Kind): KindFigures => {
    const hits = matches.filter(({ label }) => label.kind === kind);
    const found = findings.filter((finding) => finding.kind === kind).length;
    const expected = labels.filter((label) => label.kind === kind).length;
    return { labels: expected, found, precision: share(hits.length, found), recall: share(hits.length, expected), entitiesExact: shareOf(hits.map((m) => entitiesExact(m.label, m.finding, m.timeZone))) };
  };
  return {
    dialogues: all.length,
    precision: share(matches.length, findings.length),
    recall: share(matches.length, labels.length),
    entitiesExact: shareOf(matches.map((m) => entitiesExact(m.label, m.finding, m.timeZone))),
    ece: findings.length === 0 ? null : round(calibrationError(findings)),
    detailsExact: shareOf(matches.map((m) => detailsExact(m.label, m.finding, m.timeZone))),
    evidence: shareOf(matches.map((m) => onLine(m.matched, m.finding, m.label))),
    perKind: Object.fromEntries(KINDS.map((kind) => [kind, ofKind(kind)])) as Record<Kind, KindFigures>,
  };
}
