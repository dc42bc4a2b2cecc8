import type { Entity } from '@callmesh/contracts';
import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { productNear } from '../language/products.js';
import { activeCues, findReplies } from '../rules/active-cues.js';
import { confidenceOf, WORTH_SAYING } from '../rules/confidence.js';
import type { Cue } from '../rules/cues.js';
import { unclearWords } from '../rules/penalties.js';
import { topicOf } from './issue-topic.js';
import { namedOrders } from './orders.js';

/** A problem that was stated, with its topic as the words around it tell. */
interface Stated {
  readonly cue: Cue;
  readonly topic: string;
  readonly points: number;
}

const STARTS_NEGATED = new Set(['not', 'never', 'no', 'nobody', 'none', 'nothing', 'noone', 'can', 'will', 'does', 'do', 'did', 'is', 'are', 'was', 'were', 'has', 'have', 'had', 'still', 'unable']);

/** Sentences of a call in which its matter is usually stated. */
const OPENING = 8;

/** Whose troubles are not the customer's own: of the household they are. */
const OTHERS = new Set(['friend', 'friends', 'neighbour', 'neighbor', 'neighbours', 'neighbors', 'colleague', 'colleagues', 'cousin', 'aunt', 'uncle', 'everybody', 'everyone', 'people']);

const isOfOthers = ({ conversation }: Reading, cue: Cue): boolean => conversation.tokens.slice(cue.sentence.from, cue.from).some((t, i, before) => OTHERS.has(t.text) && !before.slice(i).some((w) => w.text === 'i' || w.text === 'we' || w.text === 'my' || w.text === 'our'));

/** What the words around a problem take from it; null when it is none of the customer's own, now. */
function pointsOf(reading: Reading, cue: Cue, customerSentences: readonly number[]): number | null {
  const { modifiers, sentence } = cue;
  if (modifiers.has('hypothetical') || (modifiers.has('negated') && !STARTS_NEGATED.has(reading.conversation.tokens[cue.from]?.text ?? ''))) return null;
  let points = cue.weight;
  if (modifiers.has('question')) points -= 1;
  if (modifiers.has('conditional')) points -= 1;
  if (modifiers.has('hedged')) points -= 0.3;
  if (isOfOthers(reading, cue)) points -= 2;
  else if (modifiers.has('third-party')) points -= 0.3;
  if (sentence.speaker === 'unknown') points -= 0.8;
  if (customerSentences.indexOf(sentence.index) >= OPENING) points -= 0.7;
  return points;
}

const isOver = (cue: Cue, all: readonly Cue[]): boolean => all.some((o) => o.role === 'over' && !o.modifiers.has('negated') && !o.modifiers.has('question') && o.from >= cue.to && o.sentence.utterance === cue.sentence.utterance);

function stated(reading: Reading, all: readonly Cue[]): Stated[] {
  const customers = reading.conversation.sentences.filter((s) => s.speaker !== 'agent').map((s) => s.index);
  const found = all.flatMap((cue): Stated[] => {
    if (cue.role !== 'problem' || isOver(cue, all)) return [];
    const points = pointsOf(reading, cue, customers);
    return points === null || points < 0.5 ? [] : [{ cue, topic: topicOf(reading, cue), points }];
  });
  return found;
}

const MOST = 1.2;

/** Points of a topic: its clearest statement, and a little for each further one. */
function strengthOf(group: readonly Stated[], all: readonly Cue[]): number {
  const best = Math.max(...group.map((s) => s.points));
  const statements = new Set(group.map((s) => `${s.cue.rule.id} ${s.cue.sentence.index}`)).size;
  const supports = all.filter((c) => c.role === 'support' && group.some((s) => s.cue.sentence === c.sentence));
  return best + Math.min(MOST, 0.4 * (statements - 1)) + (supports.length > 0 ? 0.4 : 0);
}

/** The topics of a call: the strongest; a further one only where the customer says that there is another thing. */
function topicsOf(found: readonly Stated[], all: readonly Cue[]): (readonly Stated[])[] {
  const groups = [...new Set(found.map((s) => s.topic))].map((topic) => found.filter((s) => s.topic === topic));
  const [first, ...rest] = groups.sort((a, b) => strengthOf(b, all) - strengthOf(a, all) || (a[0]?.cue.from ?? 0) - (b[0]?.cue.from ?? 0));
  if (!first) return [];
  const second = rest.find((g) => g.every((s) => first.every((f) => f.cue.sentence !== s.cue.sentence)) && g.some((s) => all.some((c) => c.role === 'another' && c.sentence === s.cue.sentence && c.from < s.cue.to)) && g[0]?.topic !== 'other');
  return second ? [first, second] : [first];
}

function severityOf(group: readonly Stated[], all: readonly Cue[]): string {
  if (all.some((c) => c.role === 'severe' && !c.modifiers.has('negated'))) return 'high';
  return all.some((c) => c.role === 'minor') && group.length < 3 ? 'low' : 'medium';
}

/** `customer.issue-identified`: one per topic of the problems that the customer has now. */
export function findIssues(reading: Reading): Finding[] {
  const { conversation, packs, references } = reading;
  const all = activeCues(conversation, packs.issue, packs);
  const found = stated(reading, all);
  if (found.length === 0) return [];
  const orders = namedOrders(conversation, references, findReplies(conversation, packs));
  const [order] = orders;
  return topicsOf(found, all).flatMap((group): Finding[] => {
    const ordered = [...group].sort((a, b) => b.points - a.points || a.cue.from - b.cue.from);
    const [lead] = ordered;
    if (!lead) return [];
    const confidence = confidenceOf(strengthOf(group, all) - unclearWords(conversation, [lead.cue]), packs.issue.calibration);
    if (confidence < WORTH_SAYING) return [];
    const product = productNear(conversation, lead.cue);
    const evidence = evidenceOf(conversation, ordered.map((s) => s.cue), 4);
    const one = orders.length === 1 && order ? order : null;
    const mention = one?.mentions[0];
    const entities: Entity[] = [
      ...(product ? [{ kind: 'product', value: product.name, party: null, text: product.text, utteranceId: product.utteranceId }] : []),
      ...(one && mention ? [{ kind: 'order', value: one.id, party: null, text: one.id, utteranceId: conversation.utterances[mention.sentence.utterance]?.id ?? '' }] : []),
    ];
    return [
      {
        type: 'customer.issue-identified.v1',
        data: { confidence, entities, evidence, topic: lead.topic, severity: severityOf(group, all), orderId: one?.id ?? null, product: product?.name ?? null, description: evidence[0]?.quote ?? null },
      },
    ];
  });
}
