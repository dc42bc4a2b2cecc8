import type { Utterance } from '@callmesh/contracts';

/** What recognisers write for sounds that are no speech. */
const MARKS = /[[(*]\s*(?:blank[_ ]audio|silence|no (?:audio|speech|sound)|inaudible|noise|background (?:noise|music)|static|beep(?:ing)?|dial tone|ring(?:ing|tone)?|phone ringing|busy signal|breathing|coughs?|coughing|sighs?|laughter|applause|wind|typing|click(?:ing|s)?)\s*[\])*]/gi;
const MUSIC = /[♪♫♬]|[[(*]\s*(?:[\p{L} ]+ )?(?:music|singing|song|melody|jingle|instrumental)(?: [\p{L} ]+)?\s*[\])*]/giu;

/** Sentences that small models have learned from subtitles and write where nobody speaks. */
const FROM_SUBTITLES =
  /\b(?:thank(?:s| you)(?: (?:so|very) much)? for (?:watching|listening|viewing|tuning in)(?: (?:this|the|my) video)?|(?:please )?(?:like (?:and|,) )?subscribe(?: to (?:my|the|our) channel)?|don't forget to subscribe|see you (?:in the )?next (?:time|video|one)|i'll see you in the next (?:one|video)|(?:subtitles|captions?|transcription|transcribed|translated)(?: (?:created|provided))? by(?: the)? [\w. ]+(?: community)?|amara\.org|www\.\S+|copyright \S+|all rights reserved)\b/gi;

/** A breath, a click or nothing at all is often written as one of these. */
const ALONE = /^[^\p{L}\p{N}]*(?:you|thank you|thanks|bye|bye bye|the end|so|oh|uh|um|mm+|hmm+|okay|yeah|i|the|and)?[^\p{L}\p{N}]*$/iu;

/** What is left of the talk without what was never said. */
export interface Speech {
  readonly text: string;
  readonly words: number;
  readonly hasMusic: boolean;
  readonly hasNoise: boolean;
}

const NOT_PLAIN = /[^\0-\x7f]/;
/** Of ASCII no table of letters is asked. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(NOT_PLAIN.test(text) ? /[\p{L}\p{N}']+/gu : /[a-z0-9']+/g) ?? [];

/** So often in a row the same words are a loop of the recogniser, or a song. */
const LOOP = 4;

/** Sentences that repeat themselves over and over, as small models write music. */
function looped(sentences: readonly (readonly string[])[]): boolean {
  const spoken = sentences.flatMap((words) => (words.length > 0 ? [{ text: words.join(' '), long: words.length >= 2 }] : []));
  let run = 1;
  for (let i = 1; i < spoken.length; i += 1) {
    run = spoken[i]?.text === spoken[i - 1]?.text ? run + 1 : 1;
    // "No. No. No." is a person; a sentence of several words is not said four times.
    if (run >= LOOP && ((spoken[i]?.long ?? false) || run >= 2 * LOOP)) return true;
  }
  const words = sentences.flat();
  for (let size = 1; size <= 6; size += 1) {
    let same = 0;
    for (let i = size; i < words.length; i += 1) {
      same = words[i] === words[i - size] ? same + 1 : 0;
      if (same >= size * (LOOP - 1) && same >= 9) return true;
    }
  }
  return false;
}

/** Takes away what recognisers write for noise, music and silence. */
export function speechIn(utterances: readonly Utterance[]): Speech {
  const all = utterances.map((u) => u.text).join('\n');
  const hasMusic = all.search(MUSIC) >= 0;
  const hasNoise = all.search(MARKS) >= 0 || all.search(FROM_SUBTITLES) >= 0;
  // Nearly every call has nothing to take away.
  const clean = (text: string): string => (hasNoise || hasMusic ? text.replace(MUSIC, ' ').replace(MARKS, ' ').replace(FROM_SUBTITLES, ' ') : text);
  const cleaned = utterances.map((u) => clean(u.text)).filter((text) => /[\p{L}\p{N}]/u.test(text));
  const sentences = cleaned.flatMap((text) => text.split(/(?<=[.!?…])\s+|\n/)).map(wordsOf);
  const isLoop = looped(sentences);
  const left = cleaned.filter((text) => !ALONE.test(text));
  const text = isLoop || left.length === 0 ? '' : cleaned.join('\n');
  return { text, words: text === '' ? 0 : sentences.reduce((sum, words) => sum + words.length, 0), hasMusic: hasMusic || isLoop, hasNoise };
}
