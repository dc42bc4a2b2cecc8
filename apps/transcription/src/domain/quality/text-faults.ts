import type { Utterance } from '@callmesh/contracts';
import { fault, percent, type Checked, type Fault } from './fault.js';

/** Below so many sentences of at least {@link SENTENCE_WORDS} words nothing can be said of a transcript's style. */
const FEW = 3;
const SENTENCE_WORDS = 4;
/** A share of utterances from which it is the transcript's style, and not a sentence that somebody broke off. */
const STYLE = 0.5;
const FRAGMENT_WORDS = 3;
const FRAGMENT_GAP_MS = 1500;

const SENTENCE_END = /[.?!…]["'”’)\]]*$/;
const FIRST_LETTER = /^["'“‘([]*(\p{L})/u;
const PLACEHOLDER = /\[[A-Z_]+_\d+\]/g;

export const endsSentence = (text: string): boolean => SENTENCE_END.test(text);
const wordCount = (text: string): number => {
  let words = 0;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    const isSpace = text.charCodeAt(at) <= 32;
    if (!isSpace && !inside) words += 1;
    inside = !isSpace;
  }
  return words;
};

/** Shouting, or no capitals at all. */
function isMiscased(text: string): boolean {
  const first = FIRST_LETTER.exec(text)?.[1];
  if (first !== undefined && first === first.toLowerCase() && first !== first.toUpperCase()) return true;
  return text.length > 12 && isShouted(text);
}

/** Words in capitals alone; placeholders and numbers do not count. */
export function isShouted(text: string): boolean {
  if (text !== text.toUpperCase()) return false;
  const words = text.replace(PLACEHOLDER, '').split(' ').filter((word) => !/\d/.test(word)).join(' ');
  return words !== words.toLowerCase();
}

/** Sentences that do not end, sentences that begin small, and speech in crumbs. */
export function textFaults({ utterances }: Checked): Fault[] {
  const sentences = utterances.filter(({ text }) => wordCount(text) >= SENTENCE_WORDS);
  const found: Fault[] = [];
  if (sentences.length >= FEW) {
    const endless = sentences.filter(({ text }) => !endsSentence(text));
    if (endless.length > sentences.length * STYLE) found.push(fault('punctuation', 'notice', true, `${percent(endless.length / sentences.length)} of ${sentences.length} utterances have no final punctuation`, endless));
    const miscased = sentences.filter(({ text }) => isMiscased(text));
    if (miscased.length > sentences.length * STYLE) found.push(fault('casing', 'notice', true, `${percent(miscased.length / sentences.length)} of ${sentences.length} utterances are all capitals, or begin with a small letter`, miscased));
  }
  const crumbs = utterances.filter((said, index) => isFragment(said, utterances[index + 1]));
  if (crumbs.length >= FEW && crumbs.length > utterances.length * 0.3) found.push(fault('punctuation', 'notice', true, `${crumbs.length} of ${utterances.length} utterances are parts of a sentence`, crumbs));
  return found;
}

/** Whether the next utterance only goes on with this one's sentence. */
export function isFragment(said: Utterance, next: Utterance | undefined): boolean {
  if (!next || said.speaker !== next.speaker || said.channel !== next.channel || endsSentence(said.text)) return false;
  const gap = next.startMs - said.endMs;
  return gap <= FRAGMENT_GAP_MS && gap > -FRAGMENT_GAP_MS && (wordCount(said.text) <= FRAGMENT_WORDS || wordCount(next.text) <= FRAGMENT_WORDS);
}
