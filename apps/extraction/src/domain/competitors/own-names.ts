import { isCommonWord } from '../language/common-words.js';
import { namesIn } from '../language/names.js';
import { isFirstName } from '../language/no-firms.js';
import type { Conversation, Sentence } from '../language/tokens.js';

/** Words of a greeting that name the firm and the agent: what is on the line is no competitor of itself. */
export function ownNames(conversation: Conversation): ReadonlySet<string> {
  const firstReply = conversation.sentences.find((s) => s.speaker === 'customer')?.index ?? 1;
  const opening = conversation.sentences.find((s) => s.speaker === 'agent')?.utterance;
  const greeting = conversation.sentences.filter((s) => s.speaker !== 'customer' && (s.index < Math.max(2, firstReply) || s.utterance === opening));
  const own = new Set(greeting.flatMap((s) => conversation.tokens.slice(s.from, s.to).map((t) => t.text)));
  for (const s of conversation.sentences) for (const name of introduced(conversation, s)) own.add(name);
  return own;
}

/** Sentences of a side in which it says who it is. */
const INTRODUCED_WITHIN = 6;
const INTRODUCES = /\b(?:(?:calling|ringing|phoning|speaking|here|me|ring|call) (?:on behalf of|from|at|for|with|in)|choosing|welcome(?: back)? to|here at|(?:thank you|thanks) for (?:calling|ringing|choosing|phoning)|(?:we|i) (?:are|am) (?:a|the)|my (?:company|firm|business|shop|practice|office|school|restaurant) is(?: called)?|name is(?: \S+){1,3} (?:from|at|of|with)) $/;

const SAYS_NAME = /(?:this|it) is (\S+)(?: \S+)? (?:from|at|of|with|over at|down at|up at|in) $/;

/** Firms that a side names as its own: "it's Tom from Parkside Nursery", "thank you for choosing Brightwave". */
export function introduced(conversation: Conversation, sentence: Sentence): string[] {
  if (sentence.speaker === 'customer' && sentence.index > INTRODUCED_WITHIN) return [];
  return namesIn(conversation, sentence.from, sentence)
    .filter((name) => {
      const before = `${conversation.tokens.slice(sentence.from, name.from).map((t) => t.text).join(' ')} `;
      // "Gordon at Mather Steel", "Anna Lindgren, Fjord Supplies".
      const named = SAYS_NAME.exec(before)?.[1] ?? '';
      // A first name that was misheard ("it's meep from …") is a strange word where somebody begins to speak.
      const isName = named.startsWith('[') || isFirstName(named) || (named !== '' && !isCommonWord(named) && sentence.index <= INTRODUCED_WITHIN / 2);
      return INTRODUCES.test(before) || isName || (sentence.speaker === 'customer' && sentence.index <= INTRODUCED_WITHIN / 2 && /(?:^(?:from|of)|(?:\] |^[a-z]+ )(?:from|at|of|with|over at|down at)) $/.test(before));
    })
    .flatMap((name) => conversation.tokens.slice(name.from, name.from + 1).map((t) => t.text));
}
