import type { Conversation, Sentence } from '../language/tokens.js';
import { readConversation } from '../language/tokens.js';

/** An example sentence, read once. */
export interface Example {
  readonly words: ReadonlySet<string>;
  readonly negated: boolean;
}

/** Words that hold sentences together and say nothing of what they are about. */
const COMMON = new Set(
  `a an the i you he she it we they me him her us them my your his its our their this that these those is am are was were be been being do does did have has had will would
   shall should can could may might must to of in on at for with from by about as and or but so if then than there here just really very well oh yes yeah no okay ok please
   thanks thank hello hi some any`.split(/\s+/),
);
const NEGATIONS = new Set(['not', 'never', 'no', 'nobody', 'without']);

/** A word without its most common endings: "closing" and "closed" are one. */
function stem(word: string): string {
  if (word.length <= 4) return word;
  const bare = word.replace(/(?:ing|ed|es|s|ly)$/, '');
  return bare.length >= 3 ? bare.replace(/e$/, '') : word;
}

function wordsIn(conversation: Conversation, { from, to }: Pick<Sentence, 'from' | 'to'>): Example {
  const texts = conversation.tokens.slice(from, to).map((t) => t.text);
  return { words: new Set(texts.filter((t) => !COMMON.has(t) && !NEGATIONS.has(t)).map(stem)), negated: texts.some((t) => NEGATIONS.has(t)) };
}

/** Reads an example; what is left of it without common words must say something. */
export function readExample(text: string): Example {
  const conversation = readConversation([{ id: 'u1', speaker: 'unknown', channel: null, text, startMs: 0, endMs: 0, confidence: null, words: [] }]);
  return wordsIn(conversation, { from: 0, to: conversation.tokens.length });
}

/** How much of what a sentence is about it shares with the nearest example, 0 to 1 (Dice); a negation on one side alone is no likeness. */
export function likeness(conversation: Conversation, sentence: Sentence, examples: readonly Example[]): number {
  const said = wordsIn(conversation, sentence);
  if (said.words.size === 0) return 0;
  return examples.reduce((best, { words, negated }) => {
    if (words.size === 0 || negated !== said.negated) return best;
    const shared = [...words].filter((word) => said.words.has(word)).length;
    // One word alone is no sentence.
    return shared < Math.min(2, words.size) ? best : Math.max(best, (2 * shared) / (words.size + said.words.size));
  }, 0);
}
