import type { CriterionScore } from '@callmesh/contracts';
import { evidenceOf } from '../language/evidence.js';
import type { Conversation } from '../language/tokens.js';
import type { Cue } from '../rules/cue.js';
import { findCues } from '../rules/cues.js';
import type { Scorecard } from './compiled.js';
import type { Criterion, IntentCriterion, ScriptCriterion } from './definition.js';
import { sentencesLike } from './descriptions.js';

/** What was seen of a criterion on a call. */
interface Judged {
  readonly score: number | null;
  readonly confidence: number;
  readonly reason: string;
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

const MOST_EVIDENCE = 4;
const clamp = (value: number): number => Math.max(1, Math.min(5, Math.round(value)));

interface Heard {
  readonly conversation: Conversation;
  /** The criterion's matches, without what is negated. */
  cuesOf(tag: string): readonly Cue[];
}

/** Parts of the script that were said: 1 for none, 5 for all. */
function judgeScript(criterion: ScriptCriterion, { conversation, cuesOf }: Heard): Judged {
  const limit = criterion.within;
  const own = conversation.utterances.flatMap((u, index) => (criterion.speaker === 'any' || u.speaker === criterion.speaker || u.speaker === 'unknown' ? [index] : []));
  const last = limit === undefined ? Infinity : (own[limit - 1] ?? Infinity);
  const parts = criterion.phrases.map((phrase, i) => ({ phrase, cue: cuesOf(`phrase-${i}`).find((c) => c.sentence.utterance <= last) }));
  const said = parts.flatMap(({ cue }) => cue ?? []);
  const missing = parts.filter(({ cue }) => !cue).map(({ phrase }) => phrase.says);
  const reason = missing.length === 0 ? 'all parts were said' : `not said: ${missing.join(', ')}`;
  // A phrase that stands there is certain; one that is missing may have been worded otherwise.
  const confidence = 0.95 - 0.3 * (missing.length / parts.length);
  return { score: clamp(1 + (4 * said.length) / parts.length), confidence, reason, ranges: said };
}

interface Seen {
  readonly description: string;
  readonly points: number;
  readonly sure: number;
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

/** What of the described was seen: by its patterns, else by its words. */
function seenOf(criterion: IntentCriterion, side: 'strong' | 'weak', { conversation, cuesOf }: Heard): Seen[] {
  const ignored = cuesOf('ignore');
  const sentences = conversation.sentences.filter((s) => criterion.speaker === 'any' || s.speaker === criterion.speaker || s.speaker === 'unknown');
  return criterion[side].flatMap(({ description, points, upTo, any }, i): Seen[] => {
    if (any) {
      const cues = cuesOf(`${side}-${i}`).filter((c) => !ignored.some((g) => g.sentence === c.sentence && g.from < c.to && c.from < g.to));
      const places = [...new Map(cues.map((c) => [c.sentence, c])).values()].slice(0, upTo);
      if (places.length === 0) return [];
      return [{ description, points: points * (1 + (places.length - 1) / 2), sure: 1, ranges: places }];
    }
    const like = sentencesLike(description, conversation, sentences).sort((a, b) => b.share - a.share).slice(0, upTo);
    const [best] = like;
    return best ? [{ description, points: points * (1 + (like.length - 1) / 2), sure: best.share, ranges: like.map(({ sentence }) => sentence) }] : [];
  });
}

const sum = (seen: readonly Seen[]): number => seen.reduce((total, s) => total + s.points * s.sure, 0);

function judgeIntent(criterion: IntentCriterion, heard: Heard): Judged {
  const [strong, weak] = [seenOf(criterion, 'strong', heard), seenOf(criterion, 'weak', heard)];
  const seen = [...strong, ...weak];
  if (seen.length === 0) {
    const { absent } = criterion;
    return { score: absent?.score ?? null, confidence: absent?.confidence ?? 0.2, reason: absent ? 'nothing of it was heard' : 'nothing was heard that tells', ranges: [] };
  }
  const [good, bad] = [sum(strong), sum(weak)];
  const score = clamp(criterion.base + good - bad);
  // Signs that point both ways, or are only words alike, are less sure.
  const conflict = Math.min(good, bad) / (good + bad);
  const clarity = Math.max(...seen.map((s) => s.sure));
  const confidence = Math.max(0, Math.min(0.95, 0.55 + 0.12 * Math.min(3, good + bad) - 0.6 * conflict)) * (0.5 + 0.5 * clarity);
  const told = [...(good >= bad ? strong : weak), ...(good >= bad ? weak : strong)].slice(0, 2).map((s) => s.description);
  return { score, confidence, reason: told.join('; '), ranges: (good >= bad ? [...strong, ...weak] : [...weak, ...strong]).flatMap((s) => s.ranges) };
}

function doesNotApply(criterion: Criterion, { cuesOf }: Heard): boolean {
  const { unless, when } = criterion.notApplicable ?? {};
  if (unless && cuesOf('unless').length === 0) return true;
  return when !== undefined && cuesOf('when').length > 0;
}

/** Judges one criterion: a score with its evidence, not applicable, or unsure, when a person is asked. */
export function judge(criterion: Criterion, { pack, packs }: Scorecard, conversation: Conversation): CriterionScore {
  const own = findCues(conversation, pack, packs).filter((c) => c.role === criterion.id && !c.modifiers.has('negated'));
  const heard: Heard = { conversation, cuesOf: (tag) => own.filter((c) => c.tag === tag) };
  const base = { criterion: criterion.id, title: criterion.title, weight: criterion.weight };
  const { score, confidence: raw, reason, ranges } = criterion.kind === 'script' ? judgeScript(criterion, heard) : judgeIntent(criterion, heard);
  const confidence = Math.round(raw * 100) / 100;
  // What was plainly seen applies, whatever the condition says.
  const unseen = criterion.kind === 'script' || ranges.length === 0 || criterion.notApplicable?.unless !== undefined;
  if (unseen && doesNotApply(criterion, heard)) return { ...base, score: null, outcome: 'not-applicable', confidence: 0.8, reason: 'does not apply to this call', evidence: [] };
  const evidence = evidenceOf(conversation, ranges, MOST_EVIDENCE);
  if (score === null || confidence < criterion.margin) return { ...base, score: null, outcome: 'unsure', confidence, reason, evidence };
  return { ...base, score, outcome: 'scored', confidence, reason, evidence };
}
