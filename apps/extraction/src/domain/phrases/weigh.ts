import type { EngineAnswer, Finding, InsightType, Reading, RulePacks } from '../finding.js';
import { activeCues } from '../rules/active-cues.js';
import { isWorthSaying } from '../rules/confidence.js';
import type { RulePack } from '../rules/rule-pack.js';
import type { Conversation } from '../language/tokens.js';
import type { Weighing } from './learned.js';
import { backs, oddsOf, statingRoles } from './learned-cues.js';

/** What speaks for a finding, in log-odds; what a weighing is fitted to. */
interface Grounds {
  /** By the rules; null where no rule of the kind matched. */
  readonly rules: number | null;
  /** By the model, at the words that the finding rests on. */
  readonly here: number;
  /** By the model, at the likeliest words of the call. */
  readonly best: number;
  /** Another finding of its kind stands before it. */
  readonly further: boolean;
  /** How unsure the recogniser was of the words of the call; 0 where nobody says. */
  readonly doubt: number;
}

/** A finding before or after the weighing, with what speaks for it. */
export interface Weighed {
  readonly finding: Finding;
  readonly grounds: Grounds | null;
}

const PACK_OF: Readonly<Partial<Record<InsightType, keyof RulePacks>>> = {
  'order.cancellation-requested.v1': 'cancellation',
  'refund.requested.v1': 'refund',
  'customer.complaint-logged.v1': 'complaint',
  'customer.dispute-raised.v1': 'dispute',
  'callback.requested.v1': 'callback',
  'customer.issue-identified.v1': 'issue',
  'escalation.risk-raised.v1': 'escalation',
  'agent.commitment-made.v1': 'commitment',
};

const MOST_CONFIDENT = 0.96;
const LIMIT = 5;
/** Words that no labelled call had say little: the model does not silence a sure rule. */
const LEAST_ODDS = -2.5;
const limited = (odds: number): number => Math.max(-LIMIT, Math.min(LIMIT, odds));
const heard = (odds: number): number => Math.max(LEAST_ODDS, limited(odds));
const logit = (share: number): number => limited(Math.log(share / (1 - share)));
const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** The log-odds that a finding is right, by what speaks for it. */
const weigh = ({ rules, here, best, further, doubt }: Grounds, by: Weighing): number =>
  (rules === null ? by.alone + by.heard * here : by.bias + by.rules * rules + by.here * here) + by.best * best + (further ? by.further : 0) + by.doubt * doubt;

/** Beyond this nothing was understood. */
const MOST_DOUBT = 0.4;

/** The mean of what the recogniser doubted in the utterances of a call. */
function doubtOf({ utterances }: Conversation): number {
  const known = utterances.flatMap(({ confidence }) => confidence ?? []);
  return known.length === 0 ? 0 : Math.min(MOST_DOUBT, 1 - known.reduce((sum, confidence) => sum + confidence, 0) / known.length);
}

/** What is known of the call beside a finding. */
type Around = Pick<Grounds, 'further' | 'doubt'>;

function groundsOf({ conversation, packs }: Reading, { data }: Finding, pack: RulePack, around: Around): Grounds | null {
  const { learned } = pack;
  if (!learned) return null;
  const quoted = new Set(data.evidence.flatMap(({ utteranceIds }) => utteranceIds));
  // Who speaks is half of what the model knows.
  if (data.evidence.every(({ speaker }) => speaker === 'unknown')) return null;
  const odds = conversation.utterances.map(({ speaker }, at) => (statingRoles(pack.name, speaker).length > 0 ? oddsOf(learned.model, conversation, at, learned.label) : -LIMIT));
  const here = odds.filter((_, at) => quoted.has(conversation.utterances[at]?.id ?? ''));
  const backing = activeCues(conversation, pack, packs).filter((c) => backs(pack.name, c) && quoted.has(conversation.utterances[conversation.tokens[c.from]?.utterance ?? c.sentence.utterance]?.id ?? ''));
  // What becomes of an offer is said in the answer: its own words are neither for nor against.
  const least = backing.some((c) => c.role === 'offer') ? 0 : -LIMIT;
  return { rules: backing.length > 0 ? logit(Math.min(0.99, Math.max(0.01, data.confidence))) : null, here: heard(Math.max(least, ...here)), best: heard(Math.max(-LIMIT, ...odds)), ...around };
}

/** Gives each finding the confidence that rules and model have together, and leaves out what is too little; a pack without a model keeps what its rules say. */
export function weighAll(reading: Reading, findings: readonly Finding[]): Weighed[] {
  const doubt = doubtOf(reading.conversation);
  return findings.flatMap((finding, at): Weighed[] => {
    const key = PACK_OF[finding.type];
    const pack = key && reading.packs[key];
    const grounds = pack ? groundsOf(reading, finding, pack, { further: findings.slice(0, at).some(({ type }) => type === finding.type), doubt }) : null;
    const { weighing = null, least = 0, lift = 1 } = pack?.learned ?? {};
    if (!grounds) return isWorthSaying(finding.data.confidence, {}) ? [{ finding, grounds }] : [];
    if (!weighing) return [{ finding, grounds }];
    const together = logistic(weigh(grounds, weighing));
    if (together < least) return [];
    const most = grounds.rules === null ? MOST_CONFIDENT : Math.max(least, Math.min(MOST_CONFIDENT, finding.data.confidence + lift));
    const confidence = Math.round(Math.min(most, together) * 100) / 100;
    return [{ finding: { ...finding, data: { ...finding.data, confidence } } as EngineAnswer['insights'][number], grounds }];
  });
}
