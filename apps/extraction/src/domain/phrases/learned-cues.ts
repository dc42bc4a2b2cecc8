import type { SpeakerRole } from '@callmesh/contracts';
import type { Conversation, Sentence } from '../language/tokens.js';
import type { Cue } from '../rules/cue.js';
import type { Rule, RulePack } from '../rules/rule-pack.js';
import { PHRASE_LABELS, type PhraseModel } from './phrase-model.js';
import { tagFor } from './tags.js';

/** Roles in which a pack's rules state its fact; the first is the one in which the model does. */
const STATES: Readonly<Record<string, { readonly customer?: readonly string[]; readonly agent?: readonly string[] }>> = {
  'order-cancellation': { customer: ['request', 'unneeded'] },
  refund: { customer: ['request'] },
  complaint: { customer: ['explicit', 'emotion'] },
  dispute: { customer: ['raise'] },
  callback: { customer: ['request'], agent: ['promise', 'offer'] },
  escalation: { customer: ['threat'] },
  issue: { customer: ['problem'] },
  commitment: { agent: ['promise', 'dated', 'continued', 'offer', 'loose'] },
};

/** Further roles of rules on which a fact can rest. */
const BACKS: Readonly<Record<string, readonly string[]>> = {
  'order-cancellation': ['passing', 'paraphrase', 'agent-agrees'],
  refund: ['request-if-money'],
  complaint: ['grievance', 'sigh'],
  dispute: ['raise-if-money'],
  escalation: ['threat-if-trouble'],
};

/** Roles of rules that say that a fact is none, or none any more. */
const TAKES_BACK = /^(?:void|withdraw|decline|keep\b.*)$/;

/** Log-odds from which the model speaks up by itself; what comes of it is weighed in the end. */
const SPEAKS_UP = 0;
/** The same where nobody knows who speaks, which is half of what it knows. */
const SPEAKS_UP_FOR_ANYBODY = 1;
/** Points of what it says: where it is undecided, and for each unit of log-odds. */
const POINTS = 2;
const POINTS_PER_UNIT = 0.5;
const MOST_UNITS = 3;

/** The rule whose matches are the model's. */
const RULE = 'phrase-model';

/** Whether a cue is the model's and no rule's. */
export const isLearned = (cue: Cue): boolean => cue.rule.id === RULE;

/** Roles in which somebody states a pack's fact. */
export const statingRoles = (pack: string, speaker: SpeakerRole): readonly string[] => STATES[pack]?.[speaker === 'agent' ? 'agent' : 'customer'] ?? [];

/** Whether a cue of the rules is one on which a fact of its pack can rest. */
export const backs = (pack: string, cue: Cue): boolean => !isLearned(cue) && (statingRoles(pack, cue.speaker).includes(cue.role) || (BACKS[pack]?.includes(cue.role) ?? false));

const isVoided = ({ modifiers }: Cue): boolean => modifiers.has('negated') || modifiers.has('hypothetical');

/** Log-odds of an utterance for a label. */
export const oddsOf = (model: PhraseModel, conversation: Conversation, utterance: number, label: (typeof PHRASE_LABELS)[number]): number => model.logOdds(conversation)[utterance]?.[PHRASE_LABELS.indexOf(label)] ?? -Infinity;

/** What the model hears and the pack's rules do not: one cue in the role in which the rules would state it, with points by its log-odds. */
export function learnedCues(conversation: Conversation, pack: RulePack, byRules: readonly Cue[]): Cue[] {
  const { learned } = pack;
  if (!learned) return [];
  const label = PHRASE_LABELS.indexOf(learned.label);
  const odds = learned.model.logOdds(conversation);
  const heard: number[] = [];
  odds.forEach((own, utterance) => {
    if ((own[label] ?? -Infinity) >= SPEAKS_UP) heard.push(utterance);
  });
  if (heard.length === 0) return [];
  // Where rules state it, or say that it is not so, they are not contradicted.
  const settled = new Set(byRules.filter((c) => statingRoles(pack.name, c.speaker).includes(c.role) || TAKES_BACK.test(c.role)).map((c) => c.sentence.utterance));
  const offered = new Set(pack.name === 'callback' ? byRules.filter((c) => c.speaker === 'agent' && !isVoided(c) && !TAKES_BACK.test(c.role)).map((c) => c.sentence.utterance) : []);
  return heard.flatMap((utterance): Cue[] => {
    const speaker = conversation.utterances[utterance]?.speaker ?? 'unknown';
    const [role] = statingRoles(pack.name, speaker);
    if (role === undefined || settled.has(utterance) || (speaker === 'unknown' && (odds[utterance]?.[label] ?? 0) < SPEAKS_UP_FOR_ANYBODY)) return [];
    // Who agrees to a call that was offered does not ask for one.
    if (speaker !== 'agent' && [1, 2, 3].some((back) => offered.has(utterance - back))) return [];
    const sentence = clearest(conversation, learned.model, utterance, label);
    if (!sentence) return [];
    const weight = POINTS + POINTS_PER_UNIT * Math.max(-MOST_UNITS, Math.min(MOST_UNITS, odds[utterance]?.[label] ?? 0));
    const tag = byRules.find((c) => c.tag !== null && c.sentence.utterance === utterance && backs(pack.name, c))?.tag ?? tagFor(pack.name, conversation, utterance, learned.model);
    const rule: Rule = { id: RULE, role, speaker: 'any', weight, tag, patterns: [] };
    return [{ rule, role, tag, weight, sentence, speaker, from: sentence.from, to: sentence.to, modifiers: new Set() }];
  });
}

/** The sentence of an utterance that says it most clearly by itself. */
function clearest(conversation: Conversation, model: PhraseModel, utterance: number, label: number): Sentence | null {
  const own = conversation.sentences.filter((s) => s.utterance === utterance && s.to > s.from);
  if (own.length < 2) return own[0] ?? conversation.sentences.find((s) => conversation.tokens[s.from]?.utterance !== utterance && conversation.tokens.slice(s.from, s.to).some((t) => t.utterance === utterance)) ?? null;
  const odds = own.map((sentence) => model.logOddsOf(conversation, sentence)[label] ?? -Infinity);
  return own[odds.indexOf(Math.max(...odds))] ?? null;
}
