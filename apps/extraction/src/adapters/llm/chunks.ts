import type { Utterance } from '@callmesh/contracts';

/** A line of the transcript as a model sees it. */
export interface Line {
  readonly id: string;
  readonly speaker: string;
  readonly text: string;
}

/** A cautious guess: English has about four characters to a token, other languages fewer. */
const CHARACTERS_PER_TOKEN = 3.5;
/** What surrounds a line's text: its id, its speaker, quotes. */
const LINE_TOKENS = 16;
/** Lines that a piece shares with the one before, so that a question and its answer are seen together once. */
const OVERLAP = 6;

export const tokensOf = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

/**
 * Cuts a call into pieces of at most `limit` tokens, each with the last lines of the one before. An utterance longer than a piece is cut between
 * words into lines of one id.
 */
export function chunksOf(utterances: readonly Utterance[], limit: number): Line[][] {
  const lines = utterances.flatMap(({ id, speaker, text }) => partsOf(text, Math.max(1, limit - LINE_TOKENS)).map((part): Line => ({ id, speaker, text: part })));
  const chunks: Line[][] = [];
  let chunk: Line[] = [];
  let size = 0;
  for (const line of lines) {
    const cost = costOf(line);
    if (size + cost > limit && chunk.length > 0) {
      chunks.push(chunk);
      chunk = overlapOf(chunk, limit / 3, limit - cost);
      size = chunk.reduce((sum, l) => sum + costOf(l), 0);
    }
    chunk.push(line);
    size += cost;
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks;
}

const costOf = ({ text }: Line): number => tokensOf(text) + LINE_TOKENS;

function overlapOf(chunk: readonly Line[], ...limits: readonly number[]): Line[] {
  const room = Math.min(...limits);
  const shared: Line[] = [];
  let size = 0;
  for (const line of chunk.slice(-OVERLAP).reverse()) {
    size += costOf(line);
    if (size > room) break;
    shared.unshift(line);
  }
  return shared;
}

function partsOf(text: string, limit: number): string[] {
  const bare = text.trim();
  if (bare === '') return [];
  const most = Math.max(20, Math.floor(limit * CHARACTERS_PER_TOKEN));
  const parts: string[] = [];
  let rest = bare;
  while (rest.length > most) {
    const space = rest.lastIndexOf(' ', most);
    const cut = space > most / 2 ? space : most;
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...parts, rest];
}
