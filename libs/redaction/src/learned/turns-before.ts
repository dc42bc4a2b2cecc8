import type { Utterance } from '@callmesh/contracts';
import { tokensOf, type Token } from '../tokens.js';

/** Utterances that are looked at. */
const REACH = 8;
const MOST_ASKED = 30;
/** Looked at for them, where it is full of marks. */
const MOST_TOKENS = 200;
const MOST_OWN = 14;
/** A turn with fewer words says only that somebody listens. */
const LEAST = 3;

/** Words said before an utterance, the last of each turn. */
export interface TurnsBefore {
  /** In the other speaker's last turn that says something. */
  readonly asked: readonly Token[];
  /** By the same speaker since. */
  readonly own: readonly Token[];
  /** In the other speaker's turn before. */
  readonly older: readonly Token[];
}

/** What was said before an utterance, as far as it may tell what comes. */
export function turnsBefore(utterances: readonly Utterance[], index: number): TurnsBefore {
  const speaker = utterances[index]?.speaker;
  let own: Token[] = [];
  const turns: Token[][] = [];
  let last = speaker;
  for (let at = index - 1; at >= Math.max(0, index - REACH); at -= 1) {
    const utterance = utterances[at];
    if (utterance === undefined) break;
    const said = lastWords(tokensOf(utterance));
    if (utterance.speaker === speaker) {
      if (turns.length === 0) own = [...said, ...own].slice(-MOST_OWN);
    } else {
      const turn = turns.at(-1);
      if (turn !== undefined && (last === utterance.speaker || turn.length < LEAST)) turns[turns.length - 1] = [...said, ...turn].slice(-MOST_ASKED);
      else if (turns.length === 2) break;
      else turns.push(said);
    }
    last = utterance.speaker;
  }
  return { asked: turns[0] ?? [], own, older: turns[1] ?? [] };
}

/** The last words of an utterance, however long it is. */
function lastWords(tokens: readonly Token[]): Token[] {
  const words: Token[] = [];
  for (let at = tokens.length - 1; at >= Math.max(0, tokens.length - MOST_TOKENS) && words.length < MOST_ASKED; at -= 1) {
    const token = tokens[at];
    if (token !== undefined && token.kind !== 'mark') words.push(token);
  }
  return words.reverse();
}
