import type { Utterance } from '@callmesh/contracts';
import { misheardTopic } from './misheard.js';
import { topicsIn, type Topic } from './topics.js';
import { tokensOf } from './tokens.js';
import { pattern } from './pattern.js';

export type { Topic } from './topics.js';

const ACKNOWLEDGEMENTS = new Set("okay ok yes yeah yep right sure alright uh huh mhm mm hmm got it go on ahead thanks thank you great perfect good please and then continue next i'm listening have that moment lovely fine cool carry mm-hmm brilliant".split(' '));
/** An answer may come after a word in between. */
const REACH = 2;

/** What the questions of a conversation leave open. */
export interface Questions {
  /** What each utterance answers: the topic of a question of the other speaker right before it; null where nothing was asked. */
  readonly topics: readonly (Topic | null)[];
  /** All topics that this question names, the one that it is about first: "date of birth and the last four of your social". */
  readonly all: readonly (readonly Topic[])[];
  /** Number of the question that is open at each utterance; a prompt for more ("and the rest?") leaves the same one open. */
  readonly turns: readonly number[];
  /** Does the utterance come after a question of the other speaker, whatever it asks for? */
  readonly answers: readonly boolean[];
}

const NONE: readonly Topic[] = [];
/** "Say that again?", and nobody knows what. */
const ANY: readonly Topic[] = ['number'];

/** Finds what each utterance answers. */
export function askedBefore(utterances: readonly Utterance[]): Questions {
  let asked: readonly Topic[] = NONE;
  let asker = '';
  let left = 0;
  let turn = 0;
  const all: (readonly Topic[])[] = [];
  const turns: number[] = [];
  const answers: boolean[] = [];
  let open = false;
  for (const utterance of utterances) {
    answers.push(open && left > 0 && utterance.speaker !== asker);
    all.push(asked.length > 0 && left > 0 && (utterance.speaker !== asker || utterance.speaker === 'unknown') ? asked : NONE);
    if (!isAcknowledgement(utterance)) {
      // Who answers with a number asks for none: "…, oh one eight eight, yes?"
      const replies = all.at(-1) !== NONE && NUMBER.test(utterance.text);
      const asks = replies && utterance.speaker !== 'unknown' ? null : topicsOf(utterance.text, utterance.speaker === 'agent');
      // "And the rest?", "Sorry, say that again?" ask for more of the same.
      if (asks?.length === 0 && asked.length > 0 && utterance.speaker === asker && (isPrompt(utterance) || AGAIN.test(utterance.text))) left = REACH + 1;
      else if (asks !== null) {
        turn += 1;
        asked = asks.length === 0 && AGAIN.test(utterance.text) ? ANY : asks;
        asker = utterance.speaker;
        open = true;
        left = REACH + 1;
      } else if (utterance.speaker === asker && utterance.speaker !== 'unknown') {
        left -= isPrompt(utterance) ? 0 : 2;
        if (!isPrompt(utterance)) turn += 1;
      }
      else if (utterance.speaker !== asker) left = Math.max(left, 1);
      left -= utterance.speaker === 'unknown' ? 1 : 0;
    }
    turns.push(turn);
  }
  return { topics: all.map(([first]) => first ?? null), all, turns, answers };
}

/** Few words, and a question about nothing new. */
function isPrompt(utterance: Utterance): boolean {
  return utterance.text.length <= 48 && !NUMBER.test(utterance.text) && tokensOf(utterance).filter(({ kind }) => kind === 'word').length <= 7;
}

function isAcknowledgement(utterance: Utterance): boolean {
  if (utterance.text.length > 40) return false;
  return tokensOf(utterance).every((token) => token.kind === 'mark' || ACKNOWLEDGEMENTS.has(token.text));
}

/** Who says a number asks for none; a placeholder stands for what was said before it was redacted. */
const NUMBER = /[\d[]|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|oh|double)\b/i;
/** So many digits of something are asked for, none is said: "the last four". */
const COUNT = /\b(?:the|last|first|next|those|other|final|middle) (?:three|four|six|eight|sixteen|[3468]|16)\b|\b(?:three|four|six|[346])[- ](?:digits?|numbers?|figures?)\b|\bone[- ]time\b|\bone more\b|\b(?:that|this|which|first|second|other|right|new|old|the|security|short|shorter|last|little) one\b/gi;
const QUESTION = pattern`
    \b(?:what|what's|whats|which|who|whose|can i|could i|could you|can you|may i|tell me|give me|confirm|please|spell|
    i need|i'll need|i'll take|go ahead|when you're ready|let me (?:have|take)|how old|just (?:the|your)|i'm (?:missing|
    ready for)|missing (?:the|your)|i (?:still )?need|how (?:do|would|did|can|could|shall|should|about|are|old)|do you (?:know|have|remember|use|go)|where|when|when's|where's|how's)\b|
    ^(?:okay |ok |right |so |great |lovely |thanks |thank you )*(?:and|then) (?:the|your|his|her|for|on|in|after|at)\b|\byour (?:\w+ ){0,3}(?:number|name|address|code|date|birthday)\b`;
const MAX_WORDS = 13;
/** Asks to hear something again that was not asked for here. */
const AGAIN = /\b(?:repeat|again|slower|slowly|once more|missed (?:that|the|it|some)|didn't (?:catch|get)|(?:the|that) (?:last|end|first|middle) (?:part|bit|of)|cut (?:out|off)|(?:broke|breaking) up)\b/i;
/** What an agent calls a card or an order by is no number that is said. */
const NAMED = /\b(?:ending|ends)(?: in| with)? [\d ]{3,}|\b(?:order|ticket|case|booking|invoice) #?\d[\d-]*/gi;

/** Who says a password asks for none, as with a number. */
const TOLD = /\b(?:password|passphrase|passcode)(?:'s| is| was|:) \S/i;

/** Says hardly what is asked for. */
const VAGUE: ReadonlySet<Topic> = new Set<Topic>(['number', 'code', 'where']);

/** Null: it is no question; none: it asks for something else. */
function topicsOf(text: string, agent: boolean): readonly Topic[] | null {
  const tail = text.length > 220 ? text.slice(-220) : text;
  const question = tail.includes('?') || QUESTION.test(tail);
  // Without a question's words only a few nouns ask: "Street and house number."
  if (!question && (TOLD.test(tail) || !(agent && tail.split(' ', MAX_WORDS + 2).length <= MAX_WORDS && !NUMBER.test(tail.replace(COUNT, '').replace(NAMED, ''))))) return null;
  // The last sentence with a question mark is the question.
  const mark = tail.lastIndexOf('?');
  const start = mark < 0 ? 0 : Math.max(tail.lastIndexOf('.', mark), tail.lastIndexOf('?', mark - 1), tail.lastIndexOf('!', mark)) + 1;
  const asked = mark < 0 ? tail : tail.slice(start, mark + 1).trim();
  const named = topicsIn(asked);
  // A recogniser mishears an agent's words as it does anybody's.
  const misheard = agent && !AGAIN.test(asked) && named.every((topic) => VAGUE.has(topic)) ? misheardTopic(asked) : null;
  const found = misheard === null ? named : [misheard, ...named];
  return found.length > 0 || question || AGAIN.test(tail) ? found : null;
}
