import type { Utterance, Word } from '@callmesh/contracts';
import { checkTranscript } from './check-transcript.js';
import type { Checked, Fault } from './fault.js';
import { loopsOf, runsOf } from './repetition.js';
import { endsSentence, isFragment, isShouted } from './text-faults.js';

type Mend = (utterances: readonly Utterance[], recordingMs: number) => Utterance[];

const mends: Readonly<Partial<Record<Fault['check'], readonly Mend[]>>> = {
  timestamps: [orderTimes],
  repetition: [dropLoops],
  punctuation: [joinFragments, endSentences],
  casing: [setCases],
};

/** Mending one fault can bring another to light: sentences that were joined may all begin small. */
const ROUNDS = 4;

/** What a transcript is like once all that can be mended in it is; ids are given anew, in order of start. */
export function mendTranscript(transcript: Checked, faults: readonly Fault[]): Utterance[] {
  let mended = transcript.utterances;
  let left = faults;
  for (let round = 0; round < ROUNDS && left.some(({ mendable }) => mendable); round += 1) {
    mended = mendOnce(mended, transcript.recordingMs, new Set(left.filter(({ mendable }) => mendable).map(({ check }) => check)));
    left = checkTranscript({ ...transcript, utterances: mended });
  }
  return mended.map((said, index) => ({ ...said, id: `u${index + 1}` }));
}

function mendOnce(utterances: readonly Utterance[], recordingMs: number, checks: ReadonlySet<Fault['check']>): readonly Utterance[] {
  let mended = utterances;
  for (const [check, steps] of Object.entries(mends)) if (checks.has(check as Fault['check'])) for (const mend of steps) mended = mend(mended, recordingMs);
  return mended;
}

/** In order of start, within the recording, and nobody speaks over themselves. */
function orderTimes(utterances: readonly Utterance[], recordingMs: number): Utterance[] {
  const within = (ms: number): number => Math.max(0, recordingMs > 0 ? Math.min(ms, recordingMs) : ms);
  const sorted = utterances.map((said) => ({ ...said, startMs: within(said.startMs), endMs: within(Math.max(said.startMs, said.endMs)) })).sort((a, b) => a.startMs - b.startMs);
  const nextOf = new Map<string, number>();
  for (let at = sorted.length - 1; at >= 0; at -= 1) {
    const said = sorted[at];
    if (!said) continue;
    const voice = `${said.channel ?? '-'} ${said.speaker}`;
    const endMs = Math.max(said.startMs, Math.min(said.endMs, nextOf.get(voice) ?? said.endMs));
    sorted[at] = { ...said, endMs, words: orderWords(said.words, said.startMs, endMs) };
    nextOf.set(voice, said.startMs);
  }
  return sorted;
}

/** Words keep their order, which is that of the sentence; their times are what must give. */
function orderWords(words: readonly Word[], startMs: number, endMs: number): Word[] {
  let last = startMs;
  return words.map((word) => {
    const from = Math.min(Math.max(word.startMs, last), endMs);
    last = from;
    return { ...word, startMs: from, endMs: Math.max(from, Math.min(word.endMs, endMs)) };
  });
}

/** Of a phrase that comes again and again the first is kept: somebody may have said it. */
function dropLoops(utterances: readonly Utterance[]): Utterance[] {
  const dropped = new Set<number>();
  for (const { first, count } of runsOf(utterances)) for (let at = first + 1; at < first + count; at += 1) dropped.add(at);
  return utterances.filter((_, at) => !dropped.has(at)).map(unlooped);
}

function unlooped(said: Utterance): Utterance {
  const spoken = said.text.split(' ');
  const loops = loopsOf(spoken);
  if (loops.length === 0) return said;
  const isLooped = (at: number): boolean => loops.some((loop) => at >= loop.at + loop.length && at < loop.at + loop.length * loop.times);
  const text = spoken.filter((_, at) => !isLooped(at)).join(' ');
  // Times of words go with them only where each word of the text has one.
  const words = said.words.length === spoken.length ? said.words.filter((_, at) => !isLooped(at)) : said.words;
  return { ...said, text, words };
}

function joinFragments(utterances: readonly Utterance[]): Utterance[] {
  const joined: Utterance[] = [];
  for (const said of utterances) {
    const last = joined.at(-1);
    if (last && isFragment(last, said)) joined[joined.length - 1] = join(last, said);
    else joined.push(said);
  }
  return joined;
}

function join(one: Utterance, two: Utterance): Utterance {
  const weights = [one.words.length || 1, two.words.length || 1] as const;
  const confidence = one.confidence === null || two.confidence === null ? null : (one.confidence * weights[0] + two.confidence * weights[1]) / (weights[0] + weights[1]);
  return { ...one, text: `${one.text} ${two.text}`, endMs: Math.max(one.endMs, two.endMs), confidence, words: [...one.words, ...two.words] };
}

const QUESTION = /^(?:(?:and|so|but|well|okay|ok)[, ]+)?(?:who|what|when|where|why|how|which|can|could|would|will|do|does|did|is|are|was|were|may|have|has|shall|should)\b/i;

function endSentences(utterances: readonly Utterance[]): Utterance[] {
  return utterances.map((said) => {
    if (endsSentence(said.text) || !/[\p{L}\p{N}\]]$/u.test(said.text)) return said;
    return { ...said, text: `${said.text}${QUESTION.test(said.text) ? '?' : '.'}` };
  });
}

function setCases(utterances: readonly Utterance[]): Utterance[] {
  return utterances.map((said) => ({ ...said, text: inSentenceCase(said.text) }));
}

/** Shouting becomes small letters but for what holds digits (order numbers) or is a placeholder; sentences begin with a capital, and so does "I". */
function inSentenceCase(text: string): string {
  const calm = isShouted(text) ? text.replace(/\[[A-Z_]+_\d+\]|[^\s]+/g, (word) => (/[\d[]/.test(word) ? word : word.toLowerCase())) : text;
  return calm
    .replace(/(^|[.?!…]["'”’)]*\s+)(["'“(]*)(\p{Ll})/gu, (_, before: string, open: string, letter: string) => `${before}${open}${letter.toUpperCase()}`)
    .replace(/(^|[\s"'(])i(?=$|[\s.,?!;:]|'(?:m|ll|d|ve|s)\b)/g, '$1I');
}
