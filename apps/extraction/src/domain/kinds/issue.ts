import type { Entity } from '@callmesh/contracts';
import type { Finding, Reading } from '../finding.js';
import { evidenceOf, wordsAsWritten } from '../language/evidence.js';
import { productNear } from '../language/products.js';
import { activeCues, findReplies } from '../rules/active-cues.js';
import { confidenceOf } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { unclearWords } from '../rules/penalties.js';
import { competitorPlaces } from './competitor.js';
import { findComplaint } from './complaint.js';
import { findDispute } from './dispute.js';
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
const OTHERS = new Set(['friend', 'friends', 'neighbour', 'neighbor', 'neighbours', 'neighbors', 'colleague', 'colleagues', 'cousin', 'aunt', 'uncle', 'everybody', 'everyone', 'people', 'roommate', 'flatmate', 'boss', 'mate']);
/** These too, when the thing is "his" or "hers". */
const FAMILY = new Set(['brother', 'sister', 'mother', 'father', 'mum', 'mom', 'dad', 'son', 'daughter', 'wife', 'husband', 'boyfriend', 'girlfriend']);
const THEIRS = new Set(['his', 'her', 'their']);

function isOfOthers({ conversation }: Reading, cue: Cue): boolean {
  const upTo = conversation.tokens.slice(cue.sentence.from, cue.to).map((t) => t.text);
  const person = upTo.findIndex((w) => OTHERS.has(w) || FAMILY.has(w));
  if (person < 0 || person >= cue.from - cue.sentence.from) return false;
  const after = upTo.slice(person + 1);
  if (after.some((w) => w === 'i' || w === 'we' || w === 'my' || w === 'our')) return false;
  return OTHERS.has(upTo[person] ?? '') || after.some((w) => THEIRS.has(w));
}

/** "Is it out of stock" without its question mark. */
const ASKING = new Set(['is', 'are', 'do', 'does', 'did', 'can', 'could', 'will', 'would', 'what', 'how', 'when', 'where', 'which', 'who', 'should', 'may']);
const isAskedInOrder = ({ conversation }: Reading, cue: Cue): boolean => ASKING.has(conversation.tokens[cue.sentence.from]?.text ?? '') && conversation.tokens[cue.sentence.from + 1]?.text !== 'not';

/** "I do not open it", "we won't start": what the customer does is no fault of a thing. */
const ACTS = new Set(['broken', 'does-not-do', 'it-broke', 'is-down']);
const startsWithOwnAct = ({ conversation }: Reading, cue: Cue): boolean =>
  (ACTS.has(cue.rule.id) && /^(?:do|does|did|will|would|is|are|was|were|has|have)$/.test(conversation.tokens[cue.from]?.text ?? '') && /^(?:i|we|you)$/.test(conversation.tokens[cue.from - 1]?.text ?? '')) || (cue.rule.id === 'does-not-do' && conversation.tokens.slice(cue.from, cue.to).some((t) => FAMILY.has(t.text) || OTHERS.has(t.text)));

/** "Last winter it broke", "two years ago": over, unless it goes on. */
function isBefore({ conversation }: Reading, cue: Cue): boolean {
  const words = conversation.tokens.slice(cue.sentence.from, cue.sentence.to).map((t) => t.text);
  if (words.some((w) => w === 'since' || w === 'still' || w === 'now' || w === 'again')) return false;
  return words.some((w, i) => (w === 'last' && /^(?:year|summer|winter|spring|autumn|christmas)$/.test(words[i + 1] ?? '')) || (w === 'years' && words[i + 1] === 'ago') || w === 'once');
}

/** What is told of another firm is no trouble with this one. */
const SPEAKS_OF_THEM = 2;
const isOfACompetitor = (reading: Reading, cue: Cue): boolean =>
  competitorPlaces(reading).some((at) => cue.sentence.index - at >= 0 && cue.sentence.index - at <= SPEAKS_OF_THEM);

/** What the words around a problem take from it; null when it is none of the customer's own, now. */
function pointsOf(reading: Reading, cue: Cue, customerSentences: readonly number[]): number | null {
  const { modifiers, sentence } = cue;
  if (startsWithOwnAct(reading, cue)) return null;
  if (modifiers.has('hypothetical') || (modifiers.has('negated') && !STARTS_NEGATED.has(reading.conversation.tokens[cue.from]?.text ?? ''))) return null;
  let points = cue.weight;
  if (modifiers.has('question') || isAskedInOrder(reading, cue)) points -= 1;
  if (isBefore(reading, cue)) return null;
  if (isOfACompetitor(reading, cue)) points -= 1.5;
  if (modifiers.has('conditional')) points -= 1;
  if (modifiers.has('hedged')) points -= 0.1;
  if (isOfOthers(reading, cue)) points -= 2;

  if (sentence.speaker === 'unknown') points -= 0.4;
  if (customerSentences.indexOf(sentence.index) >= OPENING) points -= 0.7;
  return points;
}

const isOver = (cue: Cue, all: readonly Cue[]): boolean =>
  all.some((o) => o.role === 'explained' && o.from >= cue.to && !o.modifiers.has('negated')) ||
  all.some((o) => o.role === 'over' && !o.modifiers.has('negated') && !o.modifiers.has('question') && o.from >= cue.to && o.sentence.index - cue.sentence.index <= (o.sentence.utterance === cue.sentence.utterance ? 9 : 4));

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
/** Who calls to praise may tell of trouble that is over. */
const PRAISE = 0.9;
const PRAISED_WITHIN = 2;
/** Points from which a problem is one: it is said in so many ways that a weak sign alone is none. */
const CLEAR_ENOUGH = 2;
/** The same where what was learned has a say, too. */
const CLEAR_ENOUGH_TO_WEIGH = 0.8;

/** Sentences after a statement in which the other side feels with the customer. */
const ANSWERED_WITHIN = 5;
const FELT = 0.6;
const NOT_FELT = 0.4;

/** "I'm sorry to hear that": the agent took it for trouble. */
const isFelt = (all: readonly Cue[], at: number): boolean =>
  all.some((c) => c.role === 'empathy' && c.sentence.index > at && c.sentence.index <= at + ANSWERED_WITHIN && !all.some((v) => v.role === 'empathy-void' && v.sentence === c.sentence));

/** Points of a topic: its clearest statement, and a little for each further one. */
function strengthOf(group: readonly Stated[], all: readonly Cue[]): number {
  const best = Math.max(...group.map((s) => s.points));
  const statements = new Set(group.map((s) => `${s.cue.rule.id} ${s.cue.sentence.index}`)).size;
  const supports = all.filter((c) => c.role === 'support' && group.some((s) => s.cue.sentence === c.sentence));
  const felt = group.some((s) => isFelt(all, s.cue.sentence.index));
  const last = Math.max(...group.map((s) => s.cue.sentence.index));
  // Thanks at the end are for the help.
  const praises = all.some((c) => c.role === 'praise' && !c.modifiers.has('negated') && c.sentence.index <= last + PRAISED_WITHIN);
  return best - (praises ? PRAISE : 0) + Math.min(MOST, 0.4 * (statements - 1)) + (supports.length > 0 ? 0.4 : 0) + (felt ? FELT : -NOT_FELT);
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

/** Sentences of a call in which its trouble is heard. */
const HEARD_WITHIN = 12;

/** Where an agent is sorry for what the customer said first, there is a problem, in whatever words it was put. */
function fromEmpathy(reading: Reading, all: readonly Cue[]): Finding[] {
  const { conversation, packs } = reading;
  if (all.some((c) => c.role === 'explained' || c.role === 'empathy-void' || (c.role === 'praise' && c.sentence.index < HEARD_WITHIN / 2))) return [];
  const sorry = all.find((c) => c.role === 'empathy' && c.sentence.index <= HEARD_WITHIN && APOLOGY.test(conversation.tokens[c.from]?.text ?? ''));
  const said = sorry && conversation.sentences.slice(0, sorry.sentence.index).findLast((s) => s.speaker === 'customer' && s.to - s.from >= 4);
  if (!sorry || !said) return [];
  const cue = { ...sorry, rule: { ...sorry.rule, id: 'has-a-problem' }, tag: 'other', sentence: said, speaker: said.speaker, from: said.from, to: said.to };
  const confidence = confidenceOf(INFERRED, packs.issue.calibration);
  const evidence = evidenceOf(conversation, [said]);
  return [{ type: 'customer.issue-identified.v1', data: { confidence, entities: [], evidence, topic: topicOf(reading, cue), severity: 'medium', orderId: null, product: null, description: evidence[0]?.quote ?? null } }];
}
const APOLOGY = /^(?:sorry|apolog\w+|that|should)$/;
const INFERRED = 2;

/** A complaint or a contested charge rests on a problem, also where its words are no usual ones for one. */
function fromOtherFacts(reading: Reading): Finding[] {
  const [complaint] = findComplaint(reading);
  const [dispute] = findDispute(reading);
  const source = dispute ?? complaint;
  if (!source || source.data.confidence < SURE_ENOUGH) return [];
  const topic = source.type === 'customer.complaint-logged.v1' ? (source.data.topic === 'staff' ? 'service' : source.data.topic) : 'billing';
  const { evidence } = source.data;
  const severity = source.type === 'customer.complaint-logged.v1' ? source.data.severity : 'medium';
  const confidence = Math.round(source.data.confidence * BY_INFERENCE * 100) / 100;
  return [{ type: 'customer.issue-identified.v1', data: { confidence, entities: source.data.entities, evidence, topic, severity, orderId: null, product: null, description: evidence[0]?.quote ?? null } }];
}
const SURE_ENOUGH = 0.5;
const BY_INFERENCE = 0.9;

/** `customer.issue-identified`: one per topic of the problems that the customer has now. */
export function findIssues(reading: Reading): Finding[] {
  const { conversation, packs, references } = reading;
  const all = activeCues(conversation, packs.issue, packs);
  const found = stated(reading, all);
  const orders = namedOrders(conversation, references, findReplies(conversation, packs));
  const [order] = orders;
  const clear = topicsOf(found, all).flatMap((group): Finding[] => {
    const ordered = [...group].sort((a, b) => b.points - a.points || a.cue.from - b.cue.from);
    const [lead] = ordered;
    if (!lead) return [];
    const strength = strengthOf(group, all) - unclearWords(conversation, [lead.cue]);
    if (strength < (packs.issue.learned ? CLEAR_ENOUGH_TO_WEIGH : CLEAR_ENOUGH)) return [];
    const confidence = confidenceOf(strength, packs.issue.calibration);
    const product = productNear(conversation, lead.cue);
    const evidence = evidenceOf(conversation, ordered.map((s) => s.cue), 4);
    const one = orders.length === 1 && order ? order : null;
    const mention = one?.mentions[0];
    const entities: Entity[] = [
      ...(product ? [{ kind: 'product', value: product.name, party: null, text: product.text, utteranceId: product.utteranceId }] : []),
      ...(one && mention ? [{ kind: 'order', value: one.id, party: null, text: wordsAsWritten(conversation, mention.from, mention.to), utteranceId: conversation.utterances[mention.sentence.utterance]?.id ?? '' }] : []),
    ];
    return [
      {
        type: 'customer.issue-identified.v1',
        data: { confidence, entities, evidence, topic: lead.topic, severity: severityOf(group, all), orderId: one?.id ?? null, product: product?.name ?? null, description: evidence[0]?.quote ?? null },
      },
    ];
  });
  return clear.length > 0 ? clear : [...fromOtherFacts(reading), ...fromEmpathy(reading, all)].slice(0, 1);
}
