import type { SpeakerRole } from '@callmesh/contracts';
import type { Reading } from '../../finding.js';
import { heardMoods } from './heard-mood.js';
import { moodCues, type Emotion, type MoodCue } from './mood-cues.js';
import { signsOf } from './signs.js';

/** How an utterance sounded. */
export interface UtteranceMood {
  readonly utterance: number;
  readonly id: string;
  readonly speaker: SpeakerRole;
  /** Whether it has a word; of what was said to a machine none is left. */
  readonly said: boolean;
  /** −1 to 1. */
  readonly score: number;
  /** The same by the rules alone. */
  readonly worded: number;
  /** The same by the learned model alone; of an agent whether it is good news. */
  readonly heard: number;
  readonly cues: readonly MoodCue[];
}

/** The learned model is sure enough from here on. */
const SURE = 0.25;
/** How many points of the rules its word is worth. */
const HEARD = 1;

/** Whether there is something in it that pleases or not. */
export const isExpressive = (u: UtteranceMood): boolean => u.cues.length > 0 || (u.speaker !== 'agent' && Math.abs(u.heard) >= SURE);

/** How the call sounded, utterance by utterance. */
export interface Mood {
  readonly utterances: readonly UtteranceMood[];
  /** The utterances of the one whose satisfaction counts: the customer's, or all when nobody knows who speaks. */
  readonly customer: readonly UtteranceMood[];
  readonly known: boolean;
  /** Words said on that side. */
  readonly words: number;
  /** How the agent took it, in points. */
  readonly reactions: number;
}

/** Fewer words of the customer than this say nothing about the mood. */
export const ENOUGH_WORDS = 20;
/** From here on an utterance or a part of a call is not neutral. */
const NOT_NEUTRAL = 0.35;

export type Sentiment = 'positive' | 'neutral' | 'negative';

export const sentimentOf = (score: number, threshold = NOT_NEUTRAL): Sentiment => (score >= threshold ? 'positive' : score <= -threshold ? 'negative' : 'neutral');

/** Points between −1 and 1, whatever their sum: two strong words say little more than one. */
const squash = (points: number): number => points / (1 + Math.abs(points));

export const round = (score: number): number => Math.round(score * 100) / 100;

/** Hard words that the other side laughs at, and kind ones that it apologises for, are half meant. */
const asTaken = (value: number, taken: number): number => (taken * value < 0 ? 0.45 : 1);

/** The cues by the utterance in which they begin. */
export function cuesByUtterance(reading: Reading): Map<number, MoodCue[]> {
  const cues = new Map<number, MoodCue[]>();
  for (const found of moodCues(reading)) {
    const at = reading.conversation.tokens[found.cue.from]?.utterance ?? found.cue.sentence.utterance;
    const known = cues.get(at);
    if (known) known.push(found);
    else cues.set(at, [found]);
  }
  return cues;
}

/** Reads how every utterance sounded. */
export function moodOf(reading: Reading): Mood {
  const { utterances: said, tokens } = reading.conversation;
  const byUtterance = cuesByUtterance(reading);
  const heard = heardMoods(reading, byUtterance);
  const signs = signsOf(reading);
  const spoken = new Set(tokens.map((t) => t.utterance));
  const utterances = said.map(({ id, speaker }, utterance): UtteranceMood => {
    const cues = byUtterance.get(utterance) ?? [];
    const points = cues.reduce((sum, c) => sum + c.value * asTaken(c.value, signs.taken.get(utterance) ?? 0), signs.points.get(utterance) ?? 0);
    const sounds = heard[utterance] ?? 0;
    const adds = speaker !== 'agent' && Math.abs(sounds) >= SURE ? HEARD * sounds : 0;
    return { utterance, id, speaker, said: spoken.has(utterance), cues, heard: sounds, worded: squash(points), score: squash(points + adds) };
  });
  const known = said.some((u) => u.speaker === 'customer');
  const side: SpeakerRole = known ? 'customer' : 'unknown';
  const words = tokens.filter((t) => said[t.utterance]?.speaker === side).length;
  return { utterances, customer: utterances.filter((u) => u.speaker === side && u.said), known, words, reactions: signs.reactions };
}

/** An emotion has to add up to this to be named. */
const STRONG = 1;

/** The customer's strongest emotion; null when none stands out or too little was said. */
export function emotionOf(mood: Mood): Emotion | null {
  if (mood.words < ENOUGH_WORDS) return null;
  const sums = new Map<Emotion, number>();
  for (const { cues } of mood.customer) for (const { emotion, value } of cues) if (emotion) sums.set(emotion, (sums.get(emotion) ?? 0) + Math.abs(value));
  const best = [...sums].sort((a, b) => b[1] - a[1])[0];
  return best && best[1] >= STRONG ? best[0] : null;
}
