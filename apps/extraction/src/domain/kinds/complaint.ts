import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { isVoid, unclearWords } from '../rules/penalties.js';
import { idMeant } from './things-meant.js';

/** What the customer is unhappy about, how, and how far it may go. */
export interface Grievances {
  readonly explicit: readonly Cue[];
  readonly grievances: readonly Cue[];
  readonly emotions: readonly Cue[];
  readonly escalations: readonly Cue[];
  /** Signs of displeasure that are weak by themselves. */
  readonly sighs: readonly Cue[];
  /** Problems reported in whatever words. */
  readonly problems: readonly Cue[];
  /** The agent is sorry for what was said. */
  readonly felt: boolean;
}

/** Reads displeasure; negated words ("not broken") and thoughts ("if it were late") do not count. */
export function findGrievances(reading: Reading): Grievances {
  const { conversation, packs } = reading;
  const cues = activeCues(conversation, packs.complaint, packs).filter((c) => !c.modifiers.has('hypothetical') && !(c.modifiers.has('negated') && !startsNegated(reading, c)));
  const told = activeCues(conversation, packs.issue, packs);
  const problems = told.filter((c) => c.role === 'problem' && !isVoid(c) && !c.modifiers.has('third-party'));
  const of = (role: string): Cue[] => distinct(cues.filter((c) => c.role === role));
  return { explicit: of('explicit'), grievances: of('grievance'), emotions: of('emotion'), escalations: of('escalate'), sighs: of('sigh'), problems: distinct(problems), felt: told.some((c) => c.role === 'empathy') || cues.some((c) => c.role === 'apology') };
}

/** "Nobody called", "not happy": the negation is part of the grievance itself. */
const startsNegated = (reading: Reading, cue: Cue): boolean =>
  ['not', 'never', 'nobody', 'no', 'none', 'without'].includes(reading.conversation.tokens[cue.from]?.text ?? '');

/** One cue per rule and sentence. */
const distinct = (cues: readonly Cue[]): Cue[] => [...new Map(cues.map((c) => [`${c.rule.id} ${c.sentence.index}`, c])).values()];

const sum = (cues: readonly Cue[], limit: number): number => Math.min(limit, cues.reduce((total, c) => total + c.weight - (c.modifiers.has('third-party') ? 0.6 : 0), 0));

/** Displeasure, blame or the word itself; problems in a row are one, too. How much of it is enough, the score says. */
const isComplaint = (g: Grievances): boolean =>
  g.explicit.length + g.emotions.length > 0 || (g.grievances.length > 0 && g.escalations.length > 0) || g.sighs.length > 1 || new Set(g.grievances.map((c) => c.rule.id)).size >= 3;
const OUTRAGE = 1.5;
const FELT = 0.6;

/** What one more sentence about a topic adds to it: trouble with reaching anybody is told at length, whatever it was about. */
const REPEATED = 0.3;

function topicOf(g: Grievances): string {
  const weights = new Map<string, number>();
  for (const cue of g.grievances) if (cue.tag) weights.set(cue.tag, weights.has(cue.tag) ? (weights.get(cue.tag) ?? 0) + REPEATED : cue.weight);
  // "Terrible service" sums a call up; what it was about is said elsewhere.
  const concrete = [...weights].filter(([topic]) => topic !== 'service').sort((a, b) => b[1] - a[1])[0];
  const service = weights.get('service') ?? 0;
  if (concrete && concrete[1] >= service * 0.6) return concrete[0];
  return service > 0 ? 'service' : 'other';
}

function severityOf(g: Grievances): string {
  const outrage = g.emotions.filter((c) => c.weight >= OUTRAGE).length;
  if (g.escalations.length > 0 || (outrage > 0 && g.grievances.length >= 2) || g.emotions.length >= 3) return 'high';
  return g.emotions.length > 0 || g.grievances.length >= 2 ? 'medium' : 'low';
}

/** `customer.complaint-logged`: one per call, whatever the number of grievances. */
export function findComplaint(reading: Reading): Finding[] {
  const { conversation, packs } = reading;
  const g = findGrievances(reading);
  if (!isComplaint(g)) return [];
  const all = [...g.explicit, ...g.grievances, ...g.emotions, ...g.escalations];
  const lead = g.explicit[0] ?? g.grievances[0] ?? g.emotions[0] ?? g.sighs[0];
  if (!lead) return [];
  const score =
    sum(g.explicit, 3.2) +
    sum(g.grievances, 2.8) +
    (g.grievances.length === 0 ? sum(g.problems.slice(0, 1).map((c) => ({ ...c, weight: 1 })), 1) : 0) +
    (g.felt ? FELT : 0) +
    sum(g.emotions, 2.6) +
    sum(g.sighs, 1) +
    sum(g.escalations, 2) -
    (all.every((c) => c.speaker === 'unknown') ? 0.8 : 0) -
    (g.explicit.some((c) => c.modifiers.has('hedged')) ? 1 : 0) -
    (g.explicit.length > 0 && g.explicit.every((c) => c.modifiers.has('third-party')) ? 1.5 : 0) -
    unclearWords(conversation, [lead]);
  const confidence = confidenceOf(score, packs.complaint.calibration);
  if (!isWorthSaying(confidence, packs.complaint)) return [];
  const ranges = [...g.explicit, ...g.grievances.slice(0, 3), ...g.escalations.slice(0, 1), ...g.emotions, ...g.sighs].slice(0, 5);
  const order = idMeant(reading, 'order', [...g.explicit, ...g.grievances]);
  return [{
    type: 'customer.complaint-logged.v1',
    data: { confidence, entities: [], evidence: evidenceOf(conversation, ranges), topic: topicOf(g), severity: severityOf(g), orderId: order.several ? null : order.value },
  }];
}
