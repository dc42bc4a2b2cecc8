import type { Entity } from '@callmesh/contracts';
import type { Finding, Reading } from '../finding.js';
import { evidenceOf, wordsAsWritten } from '../language/evidence.js';
import type { Conversation } from '../language/tokens.js';
import { activeCues, findReplies } from '../rules/active-cues.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { unclearWords } from '../rules/penalties.js';
import { additions, follow, laterChoices, type Request, type Story } from './cancellation-story.js';
import { namedOrders, orderReferences, type NamedOrder } from './orders.js';

const WISHES = new Set(['request', 'unneeded', 'passing', 'paraphrase', 'agent-agrees']);

/** Sentences around a wish in which it is said what "it" is. */
const THING_WITHIN = 8;

/** Whether the nearest thing spoken of is an appointment, a subscription… and no order; where an order's number was said, it is the order. */
function isOfAnotherThing({ references }: Reading, cue: Cue, cues: readonly Cue[]): boolean {
  if (references.some((r) => r.kind === 'order')) return false;
  const steps = (role: string): number => {
    const near = cues.filter((c) => c.role === role && (c.sentence === cue.sentence || c.sentence.index < cue.sentence.index || c.sentence.utterance === cue.sentence.utterance));
    return Math.min(...near.map((c) => Math.abs(cue.sentence.index - c.sentence.index)), Infinity);
  };
  const other = steps('other-thing');
  return other <= THING_WITHIN && other < steps('order-thing');
}

/** "I won't need it" is a wish to cancel only of what has not come yet. */
const hasCome = (conversation: Conversation): boolean =>
  conversation.sentences.some((s) => s.speaker !== 'agent' && conversation.tokens.slice(s.from, s.to).some((t) => CAME.has(t.text)));
const CAME = new Set('returning returned unpacked opened faulty broken damaged'.split(' '));

/** The orders that are to be cancelled; none when it is not clear which. */
function ordersToCancel(story: Story, named: readonly NamedOrder[], conversation: Conversation): { orders: readonly NamedOrder[]; candidates: readonly NamedOrder[] } {
  const tied = named.filter((o) => !story.kept.has(o) && story.requests.some((r) => r.targets.includes(o)));
  if (tied.length > 0 && !leavesItOpen(story, tied, conversation)) return { orders: tied, candidates: tied };
  const left = tied.length > 0 ? tied : named.filter((o) => !story.kept.has(o));
  return { orders: left.length === 1 ? left : [], candidates: left };
}

/** "51877 or 51902", "one of them": several were named with the wish, and one is meant. */
function leavesItOpen({ requests }: Story, tied: readonly NamedOrder[], { tokens }: Conversation): boolean {
  if (tied.length < 2) return false;
  return requests.filter((r) => r.targets.length > 1).some(({ cue: { sentence } }) => {
    const words = tokens.slice(sentence.from, sentence.to).map((t) => t.text);
    // "I won't need either of those" means both.
    return words.some((w, i) => w === 'or' || (w === 'either' && !words.slice(0, i).includes('not')) || (w === 'one' && words[i + 1] === 'of'));
  });
}

const SEVERAL_NAMED = 1.2;
const HEDGED_ON_THE_WAY = 0.3;

/** `order.cancellation-requested`: one per order that is to be cancelled, with every mention as evidence; one without an order when it is not clear which. */
export function findCancellation(reading: Reading): Finding[] {
  const { conversation, packs } = reading;
  const all = activeCues(conversation, packs.cancellation, packs);
  const come = hasCome(conversation);
  const cues = all.filter((c) => !(WISHES.has(c.role) && isOfAnotherThing(reading, c, all)) && !(c.role === 'unneeded' && come));
  if (!cues.some((c) => WISHES.has(c.role))) return [];
  const replies = findReplies(conversation, packs);
  const named = namedOrders(conversation, orderReferences(reading), replies);
  const told = [...cues, ...laterChoices(reading, cues, named, replies), ...additions(reading, cues, named)].sort((a, b) => a.from - b.from);
  const story = follow(reading, told, named, replies);
  if (story.requests.length === 0) return [];
  const { orders, candidates } = ordersToCancel(story, named, conversation);
  const findings = orders.length === 0 ? [finding(reading, { story, cues, named, order: null, requests: story.requests, candidates })] : orders.map((order) => finding(reading, { story, cues, named, order, requests: requestsFor(order, story), candidates: [order] }));
  return findings.flatMap((found) => found ?? []);
}

/** The wishes that name this order; those that name none count for each. */
const requestsFor = (order: NamedOrder, { requests }: Story): Request[] => requests.filter((r) => r.targets.length === 0 || r.targets.includes(order));

interface Settled {
  readonly story: Story;
  readonly cues: readonly Cue[];
  readonly named: readonly NamedOrder[];
  readonly order: NamedOrder | null;
  readonly requests: readonly Request[];
  readonly candidates: readonly NamedOrder[];
}

function finding({ conversation, packs }: Reading, { story, cues, named, order, requests, candidates }: Settled): Finding | null {
  const best = [...requests].sort((a, b) => b.points - a.points)[0];
  if (!best) return null;
  const aboutOrders = named.length > 0 || cues.some((c) => c.role === 'order-thing');
  const mentions = candidates.flatMap((c) => c.mentions);
  const readBack = order?.mentions.some((m) => m.sentence.speaker === 'agent' && order.mentions.some((o) => o.sentence.speaker !== 'agent'));
  const supports = cues.filter((c) => c.role === 'support' || (c.role === 'agent-acts' && !requests.some((r) => r.cue.sentence === c.sentence))).slice(0, 2);
  const score =
    best.points +
    Math.min(1, 0.4 * (new Set(requests.map((r) => r.cue.sentence)).size - 1)) +
    supports.reduce((sum, c) => sum + (c.modifiers.has('negated') ? 0 : c.weight * 0.6), 0) +
    (order ? 1.3 : 0) +
    (readBack ? 0.6 : 0) -
    (aboutOrders ? 0 : 2) -
    (named.length > 1 ? SEVERAL_NAMED : 0) -
    (order?.doubtful ? 1.4 : 0) -
    Math.min(0.9, HEDGED_ON_THE_WAY * story.hedges) -
    // A number that both sides said was heard twice.
    unclearWords(conversation, [best.cue, ...(order && !readBack ? order.mentions.slice(0, 1) : [])]);
  const confidence = confidenceOf(score, packs.cancellation.calibration);
  if (!isWorthSaying(confidence, packs.cancellation)) return null;

  const entities: Entity[] = candidates.map((c) => {
    const mention = c.mentions[0];
    return { kind: 'order', value: c.id, party: null, text: mention ? wordsAsWritten(conversation, mention.from, mention.to) : c.id, utteranceId: conversation.utterances[mention?.sentence.utterance ?? -1]?.id ?? '' };
  });
  // A further order rests on the wish that it adds to.
  const origin = cues.filter((c) => c.rule === best.cue.rule && !requests.some((r) => r.cue === c)).slice(0, 1);
  const ranges = [best.cue, ...requests.map((r) => r.cue), ...requests.flatMap((r) => r.supports), ...mentions.slice(0, 2), ...origin];
  const why = cues.find((c) => c.role === 'support' && c.speaker !== 'agent');
  const reason = why ? (evidenceOf(conversation, [why])[0]?.quote ?? null) : null;
  return { type: 'order.cancellation-requested.v1', data: { confidence, entities, evidence: evidenceOf(conversation, ranges), orderId: order?.id ?? null, reason } };
}
