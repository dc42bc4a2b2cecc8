import { z } from 'zod';
import type { SpeechAnswer, SpeechSegment, SpokenWord } from '../../ports/speech.port.js';
import { SpeechUnavailable } from './speech.errors.js';

const Seconds = z.number().nonnegative();
const Answer = z.object({
  language: z.string().nullish(),
  model: z.string().nullish(),
  speech_duration: Seconds.nullish(),
  segments: z.array(z.object({ text: z.string(), start: Seconds, end: Seconds, no_speech_prob: z.number().nullish(), avg_logprob: z.number().nullish() })),
  words: z.array(z.object({ word: z.string(), start: Seconds, end: Seconds, probability: z.number().nullish(), speaker: z.number().int().min(0).max(1).nullish() })).nullish(),
  speakers: z.object({ prints: z.array(z.object({ seconds: z.number(), pitch: z.number().nullable(), mean: z.array(z.number()), deviation: z.array(z.number()) })) }).nullish().catch(null),
});

const ms = (seconds: number): number => Math.round(seconds * 1000);

/**
 * Reads a `verbose_json` answer (OpenAI audio transcriptions API). Words come in one list; each belongs to the segment in whose time its middle lies.
 * @throws SpeechUnavailable SPEECH.BAD_ANSWER, which never repeats the answer: it may be what somebody said.
 */
export function readVerboseAnswer(body: unknown, model: string): SpeechAnswer {
  const result = Answer.safeParse(body);
  if (!result.success) {
    const fields = [...new Set(result.error.issues.map((issue) => issue.path.join('.') || '(answer)'))].slice(0, 5).join(', ');
    throw new SpeechUnavailable('SPEECH.BAD_ANSWER', `the speech server's answer does not fit (${fields}): it must give verbose_json with segments; see WHISPER_URL`);
  }
  const { segments, words, language, model: answered } = result.data;
  const wordsOf = groupWords(segments, words ?? []);
  return {
    model: answered ?? model,
    // OpenAI gives a name ("english") here, others a tag.
    language: language && /^[a-z]{2,3}(-|$)/i.test(language) ? language : null,
    voices: result.data.speakers?.prints ?? null,
    speechMs: result.data.speech_duration == null ? null : ms(result.data.speech_duration),
    segments: segments.map(
      (segment, index): SpeechSegment => ({
        text: segment.text.trim(),
        startMs: ms(segment.start),
        endMs: ms(Math.max(segment.start, segment.end)),
        noSpeech: segment.no_speech_prob ?? null,
        logProbability: segment.avg_logprob ?? null,
        words: wordsOf[index] ?? [],
      }),
    ),
  };
}

type Timed = { start: number; end: number };

function groupWords(segments: readonly Timed[], words: readonly (Timed & { word: string; probability?: number | null | undefined; speaker?: number | null | undefined })[]): SpokenWord[][] {
  const groups: SpokenWord[][] = segments.map(() => []);
  let at = 0;
  for (const word of words) {
    const middle = (word.start + word.end) / 2;
    while (at + 1 < segments.length && middle > (segments[at]?.end ?? 0) && middle >= (segments[at + 1]?.start ?? Infinity)) at += 1;
    const text = word.word.trim();
    if (text !== '') groups[at]?.push({ text, startMs: ms(word.start), endMs: ms(Math.max(word.start, word.end)), probability: word.probability ?? null, ...(word.speaker === undefined ? {} : { speaker: word.speaker }) });
  }
  return groups;
}
