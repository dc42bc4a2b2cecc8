import type { Conversation } from '../language/tokens.js';
import { PHRASE_LABELS, type PhraseModel } from './phrase-model.js';

/** What sorts a fact where no rule matched whose tag would: the first words that fit decide. */
const ESCALATIONS: readonly (readonly [tag: string, words: RegExp])[] = [
  ['legal', /^(?:lawyers?|solicitors?|attorneys?|court|sue|suing|legal|legally|tribunal|barrister|claims|law)$/],
  ['regulator', /^(?:ombudsman|regulators?|watchdog|ofcom|ofgem|ofwat|fca|fcc|ftc|bbb|trading|council|ministry|minister|mp|authority|authorities|consumer|commission|bureau)$/],
  ['publicity', /^(?:reviews?|newspapers?|papers?|press|journalists?|twitter|facebook|tiktok|instagram|youtube|media|trustpilot|google|radio|television|post|posting|publish|bbc|reddit|stars?|everyone|followers)$/],
  ['manager', /^(?:managers?|supervisors?|superiors?|boss|bosses|director|ceo|management|senior|executive|owner|charge|higher|above|head|lead|leader)$/],
];
const ACTIONS: readonly (readonly [tag: string, words: RegExp])[] = [
  ['refund', /^(?:refund|refunds|refunding|reimburse|reimbursed)$/],
  ['credit', /^(?:credit|crediting|credits|knock|waive|deduct)$/],
  ['replace', /^(?:replace|replacing|replacement|swap|exchange)$/],
  ['call-back', /^(?:call|ring|phone|calling|ringing|phoning)$/],
  ['escalate', /^(?:escalate|escalating|forward|pass|passing|raise|raising|flag|refer)$/],
  ['schedule', /^(?:book|booking|schedule|arrange|arranging|rebook|reschedule|slot|appointment)$/],
  ['send', /^(?:send|sending|post|posting|email|emailing|mail|ship|shipping|text|texting|dispatch|courier|drop)$/],
  ['check', /^(?:check|checking|find|chase|chasing|investigate|look|ask|speak|talk|confirm|back)$/],
  ['change', /^(?:change|update|amend|correct|move|switch|remove|add|cancel|reset|upgrade)$/],
];

function firstFitting(conversation: Conversation, utterance: number, tags: typeof ACTIONS, otherwise: string): string {
  const words = conversation.tokens.filter((t) => t.utterance === utterance).map((t) => t.text);
  return tags.find(([, shape]) => words.some((w) => shape.test(w)))?.[0] ?? otherwise;
}

const TOPIC = 'issue:';

/** The likeliest topic of a problem, as the model hears it. */
function topicHeard(conversation: Conversation, utterance: number, model: PhraseModel): string {
  const odds = model.logOdds(conversation)[utterance];
  const topics = PHRASE_LABELS.flatMap((label, at) => (label.startsWith(TOPIC) ? [{ topic: label.slice(TOPIC.length), odds: odds?.[at] ?? -Infinity }] : []));
  return topics.sort((a, b) => b.odds - a.odds)[0]?.topic ?? 'other';
}

/** The tag of what the model hears, as rules of the pack would give it; null for packs without. */
export function tagFor(pack: string, conversation: Conversation, utterance: number, model: PhraseModel): string | null {
  switch (pack) {
    case 'issue':
      return topicHeard(conversation, utterance, model);
    case 'escalation':
      return firstFitting(conversation, utterance, ESCALATIONS, 'churn');
    case 'commitment':
      return firstFitting(conversation, utterance, ACTIONS, 'other');
    default:
      return null;
  }
}
