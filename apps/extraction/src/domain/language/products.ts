import { wordsAsWritten } from './evidence.js';
import { isGood } from './goods.js';
import type { Conversation, Sentence } from './tokens.js';

/** A thing that was named, in the caller's words. */
export interface NamedProduct {
  readonly name: string;
  readonly text: string;
  readonly utteranceId: string;
}

const LEADS = new Set(['my', 'our', 'the', 'a', 'an', 'this', 'these', 'those', 'your', 'his', 'her', 'their', 'new', 'two', 'three', 'pair']);
/** What stands between a name's first word and the thing itself never is one of these. */
const BREAKS = new Set(
  `is are was were am be been has have had do does did will would can could shall should may might must not never and or but so because since that which who it i we you he she they me us him
   to for of in on at by with from about out off up down over just still already now then there here when where why how if as than after before keeps kept came come got went says said ordered bought sent`.split(/\s+/),
);
/** Words before the thing that belong to its name: "the brown walking boots". */
const MOST_BEFORE = 3;

/** The first thing named in a problem's sentence, else in the customer's sentences just before it; null when none is. */
export function productNear(conversation: Conversation, cue: { readonly sentence: Sentence }): NamedProduct | null {
  const before = conversation.sentences.slice(Math.max(0, cue.sentence.index - 2), cue.sentence.index).filter((s) => s.speaker === cue.sentence.speaker);
  for (const sentence of [cue.sentence, ...before.reverse()]) {
    const found = thingIn(conversation, sentence);
    if (found) return found;
  }
  return null;
}

function thingIn(conversation: Conversation, sentence: Sentence): NamedProduct | null {
  const { tokens } = conversation;
  const text = (at: number): string => tokens[at]?.text ?? '';
  for (let i = sentence.from; i < sentence.to; i += 1) {
    if (!isGood(text(i))) continue;
    let to = i + 1;
    while (to < sentence.to && isGood(text(to)) && !tokens[to]?.afterPause) to += 1;
    const name = wordsAsWritten(conversation, beginOf(conversation, sentence, i), to).replace(/['’]s$/, '');
    return { name: name.toLowerCase(), text: name, utteranceId: conversation.utterances[sentence.utterance]?.id ?? '' };
  }
  return null;
}

/** Where a thing's name begins: right after its article, if that is near. */
function beginOf({ tokens }: Conversation, { from }: Sentence, thing: number): number {
  for (let i = thing; i > from && thing - i <= MOST_BEFORE; i -= 1) {
    const before = tokens[i - 1]?.text ?? '';
    if (LEADS.has(before)) return i;
    if (tokens[i]?.afterPause || BREAKS.has(before) || /\d|\[/.test(before)) break;
  }
  return thing;
}
