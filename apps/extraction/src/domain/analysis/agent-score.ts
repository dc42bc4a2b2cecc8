import type { TalkMetrics } from '@callmesh/contracts';
import type { Reading } from '../finding.js';
import { activeCues } from '../rules/active-cues.js';
import type { Cue } from '../rules/cue.js';
import { isExpressive, type Mood } from './mood/mood.js';
import { utterancesOf } from './places.js';

/** How the agent handled the call, 1–10, and what it rests on; null where the agent said too little. */
export interface AgentScore {
  readonly score: number | null;
  readonly utteranceIds: readonly string[];
}

const ENOUGH_WORDS = 25;
const MIDDLE = 5;
const MOST_UTTERANCES = 10;
/** An agent who breaks in so often is not listening. */
const INTERRUPTIONS = 3;

/** The same kind of thing counts twice at most, the second time half. */
function points(cues: readonly Cue[]): number {
  const times = new Map<string, number>();
  let sum = 0;
  for (const cue of cues) {
    const before = times.get(cue.rule.id) ?? 0;
    times.set(cue.rule.id, before + 1);
    if (before < 2) sum += before === 0 ? cue.weight : cue.weight / 2;
  }
  return sum;
}

const meanOf = (scores: readonly number[]): number => (scores.length === 0 ? 0 : scores.reduce((a, b) => a + b, 0) / scores.length);

/** What the agent did well and badly, and whether the customer left happier than they came. */
export function agentScoreOf(reading: Reading, mood: Mood, talk: TalkMetrics | null): AgentScore {
  const { conversation, packs } = reading;
  const words = conversation.tokens.filter((t) => conversation.utterances[t.utterance]?.speaker === 'agent').length;
  if (words < ENOUGH_WORDS) return { score: null, utteranceIds: [] };
  const cues = activeCues(conversation, packs.conduct, packs).filter((c) => c.speaker === 'agent' && (c.role === 'good' || c.role === 'bad') && !(c.modifiers.has('negated') && c.role === 'good'));
  const upset = mood.customer.some((u) => u.score <= -0.5);
  const good = points(cues.filter((c) => c.role === 'good' && (c.tag !== 'empathy' || upset)));
  const bad = points(cues.filter((c) => c.role === 'bad'));
  const expressive = mood.customer.filter(isExpressive).map((u) => u.score);
  const half = Math.ceil(expressive.length / 2);
  const turned = expressive.length >= 2 ? meanOf(expressive.slice(half)) - meanOf(expressive.slice(0, half)) : 0;
  const ending = meanOf(expressive.slice(-2));
  const missedEmpathy = upset && !cues.some((c) => c.tag === 'empathy') ? 1 : 0;
  const brokeIn = (talk?.speakers.find((s) => s.speaker === 'agent')?.interruptions ?? 0) >= INTERRUPTIONS ? 1 : 0;
  const raw = MIDDLE + Math.min(4, good * 0.9) - Math.min(4.5, bad * 1.1) + turned * 0.6 + ending * 1.4 - missedEmpathy - brokeIn;
  const score = Math.round(Math.max(1, Math.min(10, raw)) * 10) / 10;
  return { score, utteranceIds: utterancesOf(reading, cues).slice(0, MOST_UTTERANCES) };
}
