import type { NumberMention } from './numbers.js';
import type { Conversation, Sentence, Token } from './tokens.js';

/** What sellers number their goods by. */
const GOODS = new Set('item product part article model sku catalogue catalog'.split(' '));
const NUMBER = new Set('number no num code id ref reference'.split(' '));
/** Say nothing between the name and the number. */
const LINKS = new Set("is was it's its the a that's that says reads hash called um uh er".split(' '));
/** Words between them, at most. */
const REACH = 4;
/** Sentences back to a question for it. */
const ASKED = 3;
/** Fewer digits alone are a count or a place on a list: "item 3". */
const LEAST_DIGITS = 4;

/** Is a number the id of a product: "item number 88213", "the SKU is TX-40", or the answer to "what's the part number?" */
export function isProductId(conversation: Conversation, number: NumberMention, lettered: boolean, sentence: Sentence): boolean {
  if (!lettered && number.digits.length < LEAST_DIGITS) return false;
  const { tokens } = conversation;
  for (let at = number.from - 1; at >= Math.max(sentence.from, number.from - REACH); at -= 1) {
    const text = tokens[at]?.text ?? '';
    if (GOODS.has(text)) return true;
    if (!NUMBER.has(text) && !LINKS.has(text)) return false;
  }
  return isAskedFor(conversation, sentence);
}

/** "What's the item number?": the last question before it, whose name for a number it is. */
function isAskedFor({ tokens, sentences }: Conversation, sentence: Sentence): boolean {
  for (let index = sentence.index - 1; index >= Math.max(0, sentence.index - ASKED); index -= 1) {
    const earlier = sentences[index];
    if (earlier === undefined || earlier.speaker === sentence.speaker) continue;
    for (let at = earlier.to - 1; at > earlier.from; at -= 1) if (NUMBER.has(tokens[at]?.text ?? '')) return isGoods(tokens, at);
    if (earlier.question) return false;
  }
  return false;
}

const isGoods = (tokens: readonly Token[], at: number): boolean => GOODS.has(tokens[at - 1]?.text ?? '');
