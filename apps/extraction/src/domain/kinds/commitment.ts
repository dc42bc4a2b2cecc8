import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { activeCues, findReplies } from '../rules/active-cues.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import type { Cue } from '../rules/cue.js';
import { doubtPoints, unclearWords } from '../rules/penalties.js';
import { isAccepted, isAsked } from './acceptance.js';
import { agreedCall } from './callback.js';
import { dateEntity, dueOfPromise, spokenTime, type Due } from './due-of.js';

/** An act that the agent promised. */
interface Promised {
  readonly cue: Cue;
  readonly action: string;
  readonly due: Due | null;
  readonly points: number;
}

/** Where one sentence part says several acts, the one that the others serve. */
const RANK = ['refund', 'credit', 'replace', 'call-back', 'escalate', 'schedule', 'send', 'check', 'change', 'other'];
const rank = (action: string): number => RANK.indexOf(action);
const PROMISES = new Set(['promise', 'dated', 'continued', 'offer', 'loose']);

/** Acts of one clause are one act: those that begin with the same words, unless an "and" stands between their verbs. */
function distinctActs(reading: Reading, cues: readonly Cue[]): Cue[] {
  const { tokens } = reading.conversation;
  const kept: Cue[] = [];
  for (const cue of [...cues].sort((a, b) => a.to - b.to)) {
    const twin = kept.findIndex((k) => k.sentence === cue.sentence && (k.from < cue.to && cue.from < k.to) && !tokens.slice(Math.max(k.to, cue.from), cue.to).some((t) => t.text === 'and' || t.text === 'then'));
    const other = kept[twin];
    if (!other) kept.push(cue);
    else if (strength(cue) > strength(other)) kept[twin] = cue;
  }
  return kept.sort((a, b) => a.from - b.from);
}

const strength = (cue: Cue): number => (cue.role === 'promise' || cue.role === 'continued' ? 100 : cue.role === 'dated' ? 50 : cue.role === 'offer' ? 30 : 0) - rank(cue.tag ?? 'other');

/** "I check with them and write you": the writing is the answer to the check. */
const reports = (cue: Cue, acts: readonly Cue[]): boolean => cue.tag === 'send' && acts.some((c) => c.tag === 'check' && c.sentence === cue.sentence && c.from < cue.from && cue.from - c.to <= 12);

/** "I'll phone you at ten and let you know": what is told on the call that is promised. */
const tellsOnTheCall = (cue: Cue, call: Cue): boolean => cue.tag === 'check' && cue.from >= call.to && cue.from - call.to <= TOLD_WITHIN;
const TOLD_WITHIN = 6;

/** Words of a promise in which it may be taken back or done. */
const SETTLED_WITHIN = 8;

function isSettled(cue: Cue, all: readonly Cue[], due: Due | null): boolean {
  const after = all.filter((c) => c.sentence.index > cue.sentence.index && c.sentence.index <= cue.sentence.index + SETTLED_WITHIN);
  if (after.some((c) => c.role === 'decline' && c.sentence.index <= cue.sentence.index + 3)) return true;
  if (due) return false;
  const atOnce = all.some((c) => c.role === 'at-once' && c.sentence === cue.sentence && c.from >= cue.from && c.from - cue.to <= 6);
  // A case that is passed on is open until the others have answered.
  return atOnce || (cue.tag !== 'escalate' && after.some((c) => c.role === 'done'));
}

function isPromise(reading: Reading, cue: Cue): boolean {
  const { tokens } = reading.conversation;
  if (cue.modifiers.has('negated') || cue.modifiers.has('hypothetical') || cue.modifiers.has('conditional')) return false;
  const head = tokens[cue.from]?.text ?? '';
  const isPresent = (head === 'i' || head === 'we') && cue.to - cue.from === 2;
  if (isPresent && isAsked(reading.conversation, cue)) return false;
  if (cue.role === 'continued') return tokens.slice(cue.sentence.from, cue.from).some((t, i, own) => t.text === 'will' || t.text === 'shall' || (t.text === 'going' && own[i + 1]?.text === 'to') || (t.text === 'let' && own[i + 1]?.text === 'me'));
  // Whoever speaks where nobody knows who, a promise is made to "you".
  return cue.speaker !== 'unknown' || tokens.slice(cue.from, cue.sentence.to).some((t) => t.text === 'you' || t.text === 'your');
}

function promises(reading: Reading): Promised[] {
  const { conversation, packs } = reading;
  const all = activeCues(conversation, packs.commitment, packs);
  const calls = activeCues(conversation, packs.callback, packs).filter((c) => c.role === 'promise');
  const replies = findReplies(conversation, packs);
  const candidates = all.filter((c) => PROMISES.has(c.role) && isPromise(reading, c) && !calls.some((k) => k.sentence === c.sentence && ((k.from < c.to && c.from < k.to) || tellsOnTheCall(c, k))));
  const acts = distinctActs(reading, candidates).filter((cue, _, own) => !reports(cue, own));
  const others = [...acts.filter((c) => c.role !== 'offer'), ...calls];
  return acts.flatMap((cue) => {
    const due = dueOfPromise(reading, cue, others);
    if (cue.role === 'dated' && !due) return [];
    // A plain "shall I send it?" that is taken is a promise; any other offer needs its day.
    const isTaken = cue.role === 'offer' && cue.sentence.question && replies.answerTo(cue.sentence)?.kind === 'yes';
    if ((cue.role === 'loose' || cue.role === 'offer') && !isTaken && !(due && due.phrase.sentence === cue.sentence)) return [];
    if (cue.role === 'loose' && (cue.modifiers.has('question') || others.some((o) => o !== cue && o.role !== 'loose' && Math.abs(o.sentence.index - cue.sentence.index) <= (cue.rule.id === 'comes-to-you' ? COMES_APART : LOOSE_APART)))) return [];
    if (cue.role === 'offer' && !isAccepted(conversation, cue, replies)) return [];
    if (isSettled(cue, all, due)) return [];
    const toYou = conversation.tokens.slice(cue.from, cue.sentence.to).some((t) => t.text === 'you' || t.text === 'your');
    const points = cue.weight + (due ? 1.2 : 0) + (toYou ? 0.3 : 0) - doubtPoints(cue) + (cue.modifiers.has('third-party') ? 2 : 0) - (cue.modifiers.has('question') ? 0.5 : 0) - unclearWords(conversation, [cue]);
    return [{ cue, action: cue.tag ?? 'other', due, points }];
  });
}

/** A loose promise this near to a clear one says the same again; what comes of an act is told also later. */
const LOOSE_APART = 1;
const COMES_APART = 8;
const SAME_ACT_WITHIN = 14;
const dayOf = (due: Due | null): string | null => due?.date.iso.slice(0, 10) ?? null;

const POINTS_BACK = new Set(['it', 'them', 'that', 'this', 'those', 'these']);
const PLAIN = new Set('you your to for the a an of and in on at by i we it that this with will so then out over up back me our my is be as just also from or if when'.split(' '));

/** "I'll put it to the depot and come back to you on Tuesday": the answer is what the passing on is for, one act with one time. */
function answered(found: readonly Promised[]): Promised[] {
  return found.flatMap((act): Promised[] => {
    const pair = found.find((o) => o !== act && o.cue.sentence === act.cue.sentence && passesOn(act) !== passesOn(o) && answers(passesOn(act) ? o : act));
    if (!pair) return [act];
    return passesOn(act) ? (act.due ? [act] : [{ ...act, due: pair.due, points: Math.max(act.points, pair.points) }]) : act.due && pair.due && dayOf(act.due) !== dayOf(pair.due) ? [act] : [];
  });
}
const passesOn = (act: Promised): boolean => act.action === 'escalate';
const answers = (act: Promised): boolean => act.action === 'check' && act.cue.role === 'continued';

/** Said again: on the same day, or with the same things, or with "it". */
function isSameAct({ conversation }: Reading, first: Promised, next: Promised): boolean {
  if (next.cue.sentence.index - first.cue.sentence.index > SAME_ACT_WITHIN) return false;
  if (first.due && next.due) return dayOf(first.due) === dayOf(next.due);
  const words = ({ cue }: Promised): string[] => conversation.tokens.slice(cue.from, Math.min(cue.sentence.to, cue.to + 6)).map((t) => t.text);
  const things = new Set(words(first).filter((w) => !PLAIN.has(w)));
  return words(next).some((w) => POINTS_BACK.has(w) || (things.has(w) && !PLAIN.has(w) && w.length > 3));
}

/** What is promised twice is one act, with the time that was said last. */
function merged(reading: Reading, found: readonly Promised[]): Promised[] {
  const acts: Promised[] = [];
  for (const next of found) {
    const at = acts.findIndex((a) => a.action === next.action && isSameAct(reading, a, next));
    const first = acts[at];
    if (first) acts[at] = { ...first, due: next.due ?? first.due, points: Math.max(first.points, next.points) + 0.2 };
    else acts.push(next);
  }
  return acts;
}

/** `agent.commitment-made`: one per act that the agent promised, with its time. */
export function findCommitments(reading: Reading): Finding[] {
  const { conversation, packs } = reading;
  const call = agreedCall(reading);
  const calls: Promised[] = call?.promise ? [{ cue: call.promise, action: 'call-back', due: call.due, points: call.score + 0.4 }] : [];
  return [...merged(reading, answered(promises(reading))), ...calls].flatMap(({ cue, action, due, points }): Finding[] => {
    const confidence = confidenceOf(points, packs.commitment.calibration);
    if (!isWorthSaying(confidence, packs.commitment)) return [];
    const evidence = evidenceOf(conversation, [cue, ...(due ? [due.phrase] : [])]);
    return [
      {
        type: 'agent.commitment-made.v1',
        data: { confidence, entities: due ? [dateEntity(reading, due)] : [], evidence, action, commitment: evidence[0]?.quote ?? null, due: due && spokenTime(reading, due) },
      },
    ];
  });
}
