import type { ActionItem, SpokenTime } from '@callmesh/contracts';
import type { Reading } from '../finding.js';
import { resolveDue } from '../language/due-date.js';
import { wordsAsWritten } from '../language/evidence.js';
import { timePhrases } from '../language/time-phrases.js';
import { isoWithOffset } from '../language/zoned-time.js';
import { activeCues } from '../rules/active-cues.js';
import type { Cue } from '../rules/cue.js';
import { ofType, type Fact } from './fact.js';
import { quotedUtterances, utteranceOf } from './places.js';

const LONGEST = 200;

const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, text.lastIndexOf(' ', LONGEST))} …` : text);

/** The first time named in the promise, resolved in the call's zone. */
function dueOf({ conversation, call }: Reading, cue: Cue): SpokenTime | null {
  for (const phrase of timePhrases(conversation, cue.sentence)) {
    const date = resolveDue(phrase, call.startedAt, call.timeZone);
    if (date) return { at: date.dueAt, iso: date.iso, timeZone: call.timeZone, phrase: wordsAsWritten(conversation, phrase.from, phrase.to) };
  }
  return null;
}

/** What the agent promised: the commitments found, and calls back that no commitment speaks of. */
function ofTheAgent(facts: readonly Fact[], { call }: Reading): ActionItem[] {
  const items = ofType(facts, 'agent.commitment-made.v1').map(({ data }): ActionItem => ({ owner: 'agent', action: data.action, text: data.commitment, due: data.due, utteranceIds: quotedUtterances(data.evidence) }));
  if (items.some((item) => item.action === 'call-back')) return items;
  const callback = ofType(facts, 'callback.requested.v2')[0];
  const older = ofType(facts, 'callback.requested.v1')[0];
  if (callback) items.push({ owner: 'agent', action: 'call-back', text: callback.data.evidence[0]?.quote ?? null, due: callback.data.due, utteranceIds: quotedUtterances(callback.data.evidence) });
  else if (older) {
    const { dueAt, duePhrase, evidence } = older.data;
    const due = dueAt === null ? null : { at: dueAt, iso: older.data.entities.find((e) => e.kind === 'date')?.value ?? isoWithOffset(dueAt, call.timeZone), timeZone: call.timeZone, phrase: duePhrase };
    items.push({ owner: 'agent', action: 'call-back', text: evidence[0]?.quote ?? null, due, utteranceIds: quotedUtterances(evidence) });
  }
  return items;
}

/** What the company owes because the customer asked for it and it stands. */
function ofTheCompany(facts: readonly Fact[], agreed: readonly ActionItem[]): ActionItem[] {
  const item = (action: string, { data }: Fact): ActionItem => ({ owner: 'company', action, text: data.evidence[0]?.quote ?? null, due: null, utteranceIds: quotedUtterances(data.evidence) });
  const has = (action: string): boolean => agreed.some((a) => a.action === action);
  return [
    ...(has('change') ? [] : ofType(facts, 'order.cancellation-requested.v1').map((fact) => item('change', fact))),
    ...(has('refund') ? [] : ofType(facts, 'refund.requested.v1').map((fact) => item('refund', fact))),
    ...(has('check') ? [] : ofType(facts, 'customer.dispute-raised.v1').map((fact) => item('check', fact))),
  ];
}

/** The customer's own promises; a threat, a condition or a maybe is none. */
function ofTheCustomer(reading: Reading): ActionItem[] {
  const { conversation, packs } = reading;
  const promises = activeCues(conversation, packs.conduct, packs).filter(
    (c) => c.role === 'own-promise' && c.speaker === 'customer' && !c.modifiers.has('negated') && !c.modifiers.has('hypothetical') && !c.modifiers.has('hedged') && !c.modifiers.has('question'),
  );
  const bySentence = new Map(promises.map((cue) => [`${cue.sentence.index} ${cue.tag}`, cue]));
  return [...bySentence.values()].map((cue) => ({
    owner: 'customer',
    action: cue.tag ?? 'other',
    text: shorten(wordsAsWritten(conversation, cue.from, cue.sentence.to)),
    due: dueOf(reading, cue),
    utteranceIds: [utteranceOf(reading, cue)],
  }));
}

/** Who is to do what by when. */
export function actionItemsOf(reading: Reading, facts: readonly Fact[]): ActionItem[] {
  const agent = ofTheAgent(facts, reading);
  return [...agent, ...ofTheCompany(facts, agent), ...ofTheCustomer(reading)];
}
