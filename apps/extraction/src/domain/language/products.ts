import { wordsAsWritten } from './evidence.js';
import type { Conversation, Sentence } from './tokens.js';

/** A thing that was named, in the caller's words. */
export interface NamedProduct {
  readonly name: string;
  readonly text: string;
  readonly utteranceId: string;
}

const LEADS = new Set(['my', 'our', 'the', 'a', 'an', 'this', 'these', 'those', 'your', 'new', 'two', 'three', 'pair']);
const ENDS = new Set(
  `is are was were am be been has have had do does did will would can could shall should may might must not never and or but so because since that which who it i we you he she they me us him her them
   to for of in on at by with from about out off up down over just still already now then there here when where why how if as than after before keeps kept broke broken stopped arrived came come got
   went says said died turned won leaks leaked burst fell snapped cracked supplied installed delivered sent bought ordered yesterday today tomorrow last this next only all also again`.split(/\s+/),
);
const NO_PRODUCT = new Set(
  `order orders number problem issue trouble thing things time day days week weeks month morning evening afternoon night year way bit lot moment minute phone call question line wife husband name house flat
   home address email person people guy man woman lady money refund bill invoice account charge payment delivery parcel package company website colleague neighbour neighbor mother father son daughter one
   ones other same first second wrong right box whole end reason case fact point place shop store couple few customer manager supervisor agent stairs door street office school hospital post mail`.split(/\s+/),
);
const LONGEST = 4;

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
  for (let i = sentence.from; i < sentence.to - 1; i += 1) {
    if (!LEADS.has(tokens[i]?.text ?? '') || LEADS.has(tokens[i + 1]?.text ?? '')) continue;
    let to = i + 1;
    while (to < sentence.to && to - i <= LONGEST && !ENDS.has(tokens[to]?.text ?? '') && !tokens[to]?.afterPause && tokens[to]?.utterance === tokens[i]?.utterance) to += 1;
    const words = tokens.slice(i + 1, to).map((t) => t.text);
    const last = words.at(-1);
    if (!last || words.length > LONGEST || words.some((w) => /\d|\[/.test(w)) || NO_PRODUCT.has(last) || NO_PRODUCT.has(words[0] ?? '') || last.length < 3) continue;
    const text = wordsAsWritten(conversation, i + 1, to);
    return { name: text.toLowerCase(), text, utteranceId: conversation.utterances[sentence.utterance]?.id ?? '' };
  }
  return null;
}
