import type { Reading } from '../../finding.js';
import type { Cue } from '../../rules/cue.js';
import { findCues } from '../../rules/cues.js';

/** The strongest feelings that words tell apart. */
export type Emotion = 'anger' | 'frustration' | 'disappointment' | 'worry' | 'confusion' | 'relief' | 'gratitude' | 'joy';

/** A place where somebody sounds content or not. */
export interface MoodCue {
  readonly cue: Cue;
  /** Above 0 content, below 0 not; 2 is delight or rage. */
  readonly value: number;
  readonly emotion: Emotion | null;
}

const VERY = new Set('very really so extremely absolutely truly most incredibly terribly awfully genuinely utterly completely totally thoroughly deeply rather bloody such'.split(' '));
const HARDLY = new Set('bit slightly little somewhat mildly'.split(' '));
const OF_MOOD = new Set(['positive', 'negative', 'formula', 'irony', 'unresolved']);
/** Of overlapping cues of the same length the first of these says what is meant. */
const RANK = ['irony', 'formula', 'unresolved', 'negative', 'positive'];
/** Words that turn praise in the same breath into its opposite. */
const TURNS = /^(?:another|again|still|wait|waiting|more|nobody|nothing|never|not|no|only|wrong|late|weeks|hours|months|paid|pay|charge|charged)$/;

const length = (cue: Cue): number => cue.to - cue.from;

/** What overlaps is said once: the longest cue counts. */
function withoutOverlaps(cues: readonly Cue[]): Cue[] {
  const sorted = [...cues].sort((a, b) => length(b) - length(a) || RANK.indexOf(a.role) - RANK.indexOf(b.role) || b.weight - a.weight);
  const kept: Cue[] = [];
  for (const cue of sorted) if (!kept.some((k) => k.sentence === cue.sentence && k.from < cue.to && cue.from < k.to)) kept.push(cue);
  return kept.sort((a, b) => a.from - b.from);
}

function intensity({ conversation }: Reading, cue: Cue): number {
  const around = conversation.tokens.slice(Math.max(cue.sentence.from, cue.from - 2), cue.to).map((t) => t.text);
  if (around.some((word) => HARDLY.has(word))) return 0.6;
  return around.some((word) => VERY.has(word)) ? 1.4 : 1;
}

/** Behind these words stands what was feared, or was so once. */
const FEARED = new Set(['thought', 'expecting', 'dreading', 'feared', 'used']);

const NEGATION = /\b(?:not|never|no|nothing|nobody|without|hardly)\b/;

/** "I am not so happy" fits "I am … happy": a "not" that the pattern only skipped turns the sense. */
function skipsNegation({ conversation }: Reading, cue: Cue): boolean {
  const inside = conversation.tokens.slice(cue.from, cue.to).map((t) => t.text).join(' ');
  if (!NEGATION.test(inside)) return false;
  const fits = cue.rule.patterns.filter((p) => p.match(conversation.tokens, cue.from, cue.sentence.from, cue.sentence.to) === cue.to);
  return fits.length > 0 && !fits.some((p) => NEGATION.test(p.source));
}

/** Only the last of what the customer says tells how they left. */
const LAST_WORDS = 3;

/** What stands before a "but" counts less than what follows it. */
function contrast({ conversation }: Reading, cue: Cue): number {
  const after = conversation.tokens.slice(cue.to, cue.sentence.to);
  if (after.some((t) => t.text === 'but')) return 0.4;
  if (cue.role !== 'negative') return 1;
  const before = conversation.tokens.slice(Math.max(cue.sentence.from, cue.from - 6), cue.from);
  return before.some((t) => FEARED.has(t.text)) ? 0.35 : 1;
}

function valueOf(reading: Reading, cue: Cue): number {
  const sign = cue.role === 'positive' ? 1 : cue.role === 'formula' ? 0 : -1;
  const strength = cue.weight * intensity(reading, cue) * contrast(reading, cue) * (cue.modifiers.has('hypothetical') ? 0.35 : 1);
  // "Not great" displeases; "not a problem" says next to nothing.
  if (cue.modifiers.has('negated') || skipsNegation(reading, cue)) return sign > 0 ? -0.8 * strength : cue.weight >= 1 ? 0.15 * strength : 0;
  // Troubles are what an agent talks about all day.
  if (cue.speaker === 'agent' && sign < 0 && cue.weight < 1) return -0.2 * strength;
  return sign * strength * (cue.modifiers.has('question') && cue.weight < 1 ? 0.5 : 1);
}

/** "Oh, wonderful": whether what was said before and after makes it bitter. */
function isIronic(reading: Reading, praise: Cue, all: readonly Cue[], moodSoFar: number): boolean {
  const { tokens, sentences, utterances } = reading.conversation;
  const { sentence } = praise;
  const after = sentences.slice(sentence.index, sentence.index + 3).filter((s) => s.utterance === sentence.utterance);
  const within = all.filter((c) => after.includes(c.sentence) && c.from >= praise.to);
  if (within.some((c) => c.role === 'positive' && c.weight >= 0.9) || within.some((c) => c.rule.id === 'thanks')) return false;
  if (within.some((c) => c.role === 'negative' || c.role === 'irony' || c.role === 'unresolved')) return true;
  const lastTo = after.at(-1)?.to ?? praise.to;
  const turns = tokens.slice(praise.to, lastTo).some((t) => TURNS.test(t.text));
  const said = utterances[sentence.utterance - 1]?.speaker === 'agent' ? sentence.utterance - 1 : null;
  const news = all.filter((c) => said !== null && c.sentence.utterance === said);
  const bad = news.filter((c) => c.role === 'bad-news').length;
  const good = news.filter((c) => c.role === 'good-news').length;
  if (turns && (bad > good || moodSoFar < 0)) return true;
  return bad > good && moodSoFar < -0.8;
}

/** Every place in order where somebody sounds content or not: negation, intensity and irony read, formulas left out. */
export function moodCues(reading: Reading): MoodCue[] {
  const all = findCues(reading.conversation, reading.packs.tone, reading.packs);
  const plain = withoutOverlaps(all.filter((c) => OF_MOOD.has(c.role)));
  const praise = all.filter((c) => c.role === 'doubtful-praise');
  const { tokens, utterances } = reading.conversation;
  const own = [...new Set(tokens.map((t) => t.utterance))].filter((at) => utterances[at]?.speaker !== 'agent');
  const ending = own.at(-LAST_WORDS) ?? 0;
  const found: MoodCue[] = [];
  let moodSoFar = 0;
  for (const cue of plain) {
    const doubtful = cue.role === 'positive' || cue.role === 'formula' ? praise.find((p) => p.sentence === cue.sentence && p.from < cue.to && cue.from < p.to) : undefined;
    const ironic = doubtful !== undefined && isIronic(reading, doubtful, plain.concat(all.filter((c) => c.role.endsWith('-news'))), moodSoFar);
    const value = ironic ? -doubtful.weight : valueOf(reading, cue);
    if (value === 0 || (cue.role === 'unresolved' && cue.sentence.utterance < ending)) continue;
    if (cue.speaker !== 'agent') moodSoFar += value;
    const turned = ironic || Math.sign(value) !== (cue.role === 'positive' ? 1 : -1);
    const emotion = turned ? (value < 0 ? (ironic ? 'frustration' : 'disappointment') : null) : (cue.tag as Emotion | null);
    found.push({ cue, value, emotion });
  }
  return found;
}
