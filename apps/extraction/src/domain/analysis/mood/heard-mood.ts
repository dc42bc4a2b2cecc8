import type { Reading } from '../../finding.js';
import { scoresOf } from '../../learned/linear-model.js';
import { featuresOf } from '../../learned/word-features.js';
import type { MoodCue } from './mood-cues.js';

/** Sums of the rules' points from which on they are a mark for the model. */
const STEPS = [0.3, 0.9, 1.8];

/** What the rules made of an utterance, as names. */
function marksOf(cues: readonly MoodCue[]): string[] {
  if (cues.length === 0) return ['no-cue'];
  const [pleased, displeased] = [1, -1].map((sign) => cues.reduce((sum, { value }) => sum + Math.max(0, sign * value), 0));
  const marks = STEPS.flatMap((step) => [...((pleased ?? 0) >= step ? [`pleased-${step}`] : []), ...((displeased ?? 0) >= step ? [`displeased-${step}`] : [])]);
  return [...marks, ...cues.map(({ cue, value }) => `${cue.rule.id}${value > 0 ? '+' : '-'}`)];
}

/** Features of each utterance in order, from its words and from the rules' cues in it. */
export function moodFeatures({ conversation }: Reading, cues: ReadonlyMap<number, readonly MoodCue[]>): Int32Array[] {
  const words = conversation.utterances.map((): string[] => []);
  for (const { text, utterance } of conversation.tokens) words[utterance]?.push(text);
  const asked = new Set(conversation.sentences.filter((s) => s.question).map((s) => s.utterance));
  return conversation.utterances.map(({ speaker, text }, at) =>
    featuresOf({
      words: words[at] ?? [],
      voice: speaker === 'agent' ? 'agent' : 'other',
      marks: [...marksOf(cues.get(at) ?? []), ...(asked.has(at) ? ['asks'] : []), ...(text.includes('!') ? ['exclaims'] : [])],
    }),
  );
}

/** How each utterance sounds to the learned model, −1 to 1: how likely it pleases less how likely it displeases. All 0 without a model. */
export function heardMoods(reading: Reading, cues: ReadonlyMap<number, readonly MoodCue[]>): number[] {
  const model = reading.packs.tone.sound;
  if (!model) return reading.conversation.utterances.map(() => 0);
  return moodFeatures(reading, cues).map((features) => {
    const [pleases = 0, displeases = 0] = scoresOf(model, features).map(Math.exp);
    return (pleases - displeases) / (1 + pleases + displeases);
  });
}
