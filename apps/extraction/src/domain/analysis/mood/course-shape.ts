import type { Conversation } from '../../language/tokens.js';

/** How often a signal stood, and where. */
export interface Signal {
  readonly value: number;
  readonly utterances: readonly number[];
}

const NEGATION = new Set(['not', 'no', 'never', 'nothing', 'nobody', 'none', 'without', 'nor', 'neither']);
/** Words so short carry no matter. */
const SHORTEST = 4;
/** An answer so short is short. */
const SHORT_WORDS = 6;

interface Own {
  readonly utterance: number;
  readonly words: readonly string[];
  readonly question: boolean;
}

const ratio = (found: readonly Own[], all: readonly Own[]): Signal => ({ value: all.length > 0 ? found.length / all.length : 0, utterances: [...new Set(found.map((s) => s.utterance))] });

/** A run of three words that the customer said before: the same thing is asked or told again. */
function repeating(own: readonly Own[]): Own[] {
  const said = new Set<string>();
  return own.filter(({ words }) => {
    const runs = words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`);
    const again = runs.some((run) => said.has(run));
    for (const run of runs) said.add(run);
    return again;
  });
}

/** What the talk's shape tells: denials, questions, things said twice, the other's words thrown back, short answers. */
export function shapeOf({ tokens, sentences, utterances }: Conversation): Map<string, Signal> {
  const own = sentences.flatMap(({ speaker, utterance, from, to, question }): Own[] => (speaker === 'customer' && to > from ? [{ utterance, words: tokens.slice(from, to).map((t) => t.text), question }] : []));
  const heard = new Map<number, Set<string>>();
  for (const { text, utterance } of tokens) if (utterances[utterance]?.speaker === 'agent') heard.set(utterance, (heard.get(utterance) ?? new Set()).add(text));
  const thrownBack = own.filter(({ utterance, words, question }) => {
    const before = heard.get(utterance - 1);
    const telling = words.filter((w) => w.length >= SHORTEST);
    return before !== undefined && !question && words.length <= SHORT_WORDS && telling.length > 0 && telling.every((w) => before.has(w));
  });
  const last = own.filter((s) => s.utterance === own.at(-1)?.utterance);
  return new Map<string, Signal>([
    ['negations', ratio(own.filter(({ words }) => words.some((w) => NEGATION.has(w))), own)],
    ['negation-at-end', ratio(last.filter(({ words }) => words.some((w) => NEGATION.has(w))), last)],
    ['said-again', ratio(repeating(own), own)],
    ['thrown-back', ratio(thrownBack, own)],
    ['you-are-meant', ratio(own.filter(({ words }) => words.some((w) => w === 'you' || w === 'your')), own)],
    ['and-so', ratio(own.filter(({ words }) => /^(?:and|so|but|because)$/.test(words[0] ?? '')), own)],
    ['exclaims', { value: Math.min(3, own.length > 0 ? utterances.filter((u) => u.speaker === 'customer' && u.text.includes('!')).length : 0), utterances: utterances.flatMap((u, i) => (u.speaker === 'customer' && u.text.includes('!') ? [i] : [])) }],
  ]);
}
