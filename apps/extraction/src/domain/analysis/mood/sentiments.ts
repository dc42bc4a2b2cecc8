import type { SentimentOf, SpeakerRole } from '@callmesh/contracts';
import type { Reading } from '../../finding.js';
import { ENOUGH_WORDS, isExpressive, round, sentimentOf, type Mood, type UtteranceMood } from './mood.js';

const WINDOW_MS = 60_000;
/** A long call has this many windows. */
const MOST_WINDOWS = 12;
const MOST_UTTERANCES = 8;

/** Mean of what was not neutral; what says nothing pulls a little towards neutral. */
function meanOf(utterances: readonly UtteranceMood[]): number {
  const said = utterances.filter(isExpressive);
  return said.length === 0 ? 0 : said.reduce((sum, u) => sum + u.score, 0) / (said.length + 0.3);
}

function entry(scope: SentimentOf['scope'], of: string, utterances: readonly UtteranceMood[], threshold: number): SentimentOf {
  const score = round(meanOf(utterances));
  const strongest = utterances.filter(isExpressive).sort((a, b) => Math.abs(b.score) - Math.abs(a.score)).slice(0, MOST_UTTERANCES).sort((a, b) => a.utterance - b.utterance);
  return { scope, of, sentiment: sentimentOf(score, threshold), score, utteranceIds: strongest.map((u) => u.id) };
}

function perSpeaker({ conversation }: Reading, mood: Mood): SentimentOf[] {
  return (['customer', 'agent', 'unknown'] as SpeakerRole[]).flatMap((speaker) => {
    const words = conversation.tokens.filter((t) => conversation.utterances[t.utterance]?.speaker === speaker).length;
    return words < ENOUGH_WORDS ? [] : [entry('speaker', speaker, mood.utterances.filter((u) => u.speaker === speaker), 0.2)];
  });
}

const perUtterance = (mood: Mood): SentimentOf[] =>
  mood.utterances.filter((u) => sentimentOf(u.score) !== 'neutral').map((u) => ({ scope: 'utterance', of: u.id, sentiment: sentimentOf(u.score), score: round(u.score), utteranceIds: [u.id] }));

/** By topic: where the customer speaks of it, and what the customer answers when the agent does. */
function perTopic(mood: Mood, topics: ReadonlyMap<string, ReadonlySet<number>>): SentimentOf[] {
  return [...topics].map(([topic, places]) => entry('topic', topic, mood.customer.filter((u) => places.has(u.utterance) || places.has(u.utterance - 1)), 0.2));
}

/** Over time, where the transcript has times and somebody of that side spoke. */
function perWindow({ conversation }: Reading, mood: Mood): SentimentOf[] {
  const end = Math.max(0, ...conversation.utterances.map((u) => u.endMs));
  if (end <= 0) return [];
  const width = Math.max(WINDOW_MS, Math.ceil(end / MOST_WINDOWS / 1000) * 1000);
  const windows = new Map<number, UtteranceMood[]>();
  for (const u of mood.customer) {
    const start = Math.floor((conversation.utterances[u.utterance]?.startMs ?? 0) / width) * width;
    windows.set(start, [...(windows.get(start) ?? []), u]);
  }
  return [...windows].sort((a, b) => a[0] - b[0]).map(([start, said]) => entry('time', String(start), said, 0.2));
}

/** Sentiment of the parts of a call, each with the utterances it rests on; none where too little was said. */
export function sentimentsOf(reading: Reading, mood: Mood, topics: ReadonlyMap<string, ReadonlySet<number>>): SentimentOf[] {
  if (mood.words < ENOUGH_WORDS) return [];
  return [...perSpeaker(reading, mood), ...perUtterance(mood), ...perTopic(mood, topics), ...perWindow(reading, mood)];
}
