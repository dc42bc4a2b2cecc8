import type { Conversation, Sentence } from '../language/tokens.js';

const EMPTY = new Set(
  'the and that this with for from into their there they them then than what when where which who how why are was were has have had does did not can could will would should shall may might must very just also about after before over under again more most some any each other such only own same both few here said says say asks ask asked tells tell told gives give given makes make made agent customer caller call calls person somebody someone something anything nothing everything'.split(' '),
);

/** A word without its ending: "refunded", "refunds" and "refund" are one. */
function stemOf(word: string): string {
  const bare = word.replace(/(?:'s|s')$/, '');
  const cut = bare.replace(/(?:ations?|ing|edly|ed|ies|es|s|ly|ment|ments|ness|ful|fully)$/, '');
  return cut.length >= 3 ? cut.replace(/(.)\1$/, '$1').replace(/[ey]$/, '') : bare;
}

const known = new Map<string, ReadonlySet<string>>();

/** The words of a description that carry meaning, without their endings. */
export function keywordsOf(description: string): ReadonlySet<string> {
  let words = known.get(description);
  if (!words) {
    words = new Set((description.toLowerCase().match(/[\p{L}']+/gu) ?? []).filter((w) => w.length > 2 && !EMPTY.has(w)).map(stemOf));
    if (known.size > 5_000) known.clear();
    known.set(description, words);
  }
  return words;
}

/** A sentence has to have so many of the description's words, and so large a share of them. */
const LEAST_WORDS = 2;
const LEAST_SHARE = 0.4;

/** Sentences that speak of what a description describes, by their words. */
export function sentencesLike(description: string, conversation: Conversation, sentences: readonly Sentence[]): { readonly sentence: Sentence; readonly share: number }[] {
  const wanted = keywordsOf(description);
  if (wanted.size < LEAST_WORDS) return [];
  return sentences.flatMap((sentence) => {
    const said = new Set(conversation.tokens.slice(sentence.from, sentence.to).map((t) => stemOf(t.text)));
    const common = [...wanted].filter((word) => said.has(word)).length;
    return common >= LEAST_WORDS && common / wanted.size >= LEAST_SHARE ? [{ sentence, share: common / wanted.size }] : [];
  });
}
