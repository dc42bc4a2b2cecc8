import type { Utterance } from '@callmesh/contracts';
import type { Topic } from '../asked.js';
import type { Finding } from '../finding.js';
import { Coarse } from '../learned/chunks.js';
import { SECRETS } from '../learned/readings.js';
import { mayHoldSecret, secretLine, type SecretLine } from '../learned/secret-features.js';
import { spansOf, type Tagged } from '../learned/spans.js';
import { chancesOf, NONE } from '../learned/tagger.js';
import type { Taggers } from '../learned/weights-file.js';
import { isNoLogin } from './written-logins.js';

/** From so much of a chance on, on average over its words, something is a name of an account or a secret: what is written as words are, what is written as none is, and for both together where it is one of the two. */
const ENOUGH = { word: 0.5, odd: 0.35 };
/** A word belongs to it from so much on. */
const PART = 0.3;
const PLACEHOLDER = /\[[A-Z][A-Z_]{0,40}_\d{1,9}\]/;

/** Finds names of accounts and passwords by how they are written and by what is said around them, where rules found none. */
export function findSecrets(utterances: readonly Utterance[], asked: readonly (Topic | null)[], { USERNAME, PASSWORD }: Taggers): Finding[] {
  const models = [USERNAME, PASSWORD];
  let last = '';
  return utterances.flatMap((utterance, index) => {
    const { text } = utterance;
    const before = last;
    last = text;
    // What was redacted before is read otherwise than it was the first time: nothing new is found in it.
    if (PLACEHOLDER.test(text) || PLACEHOLDER.test(before) || !mayHoldSecret(text, asked[index] ?? null, before)) return [];
    const line = secretLine(text, asked[index] ?? null, before, utterances[index - 1]?.speaker !== utterance.speaker);
    const [names = NONE, secrets = NONE] = chancesOf(models, line, SECRETS);
    const found = [...tagged(line, 'USERNAME', names, secrets), ...tagged(line, 'PASSWORD', secrets, names)];
    return found.filter(({ from, to }) => to - from > 1 || !isNoLogin(text.slice(line.chunks[from]?.start, line.chunks[from]?.end))).map(({ type, from, to, score }): Finding => {
      const [start, end] = [line.chunks[from]?.start ?? 0, line.chunks[to - 1]?.end ?? 0];
      const digits = line.chunks.slice(from, to).every(({ coarse }) => coarse === Coarse.Number || coarse === Coarse.Figures);
      return { type: type === 'PASSWORD' && digits ? 'PIN' : type, value: text.slice(start, end).toLowerCase(), pieces: [{ utterance: index, start, end }], reason: 'by how it is written and the words around it', score };
    });
  });
}

/** What is of one type rather than of the other; its chance to be of either counts. */
function tagged(line: SecretLine, type: 'USERNAME' | 'PASSWORD', chances: Float32Array, others: Float32Array): (Tagged & { readonly type: string })[] {
  const rather = chances.map((chance, at) => {
    const other = others[at] ?? 0;
    return chance > other || (chance === other && type === 'PASSWORD') ? Math.min(1, chance + other) : 0;
  });
  const isOdd = (from: number, to: number): boolean => line.chunks.slice(from, to).some(({ coarse }) => coarse >= Coarse.Hyphened);
  return spansOf(line, rather, SECRETS, { part: PART, enough: ENOUGH.odd }).filter(({ from, to, score }) => score >= ENOUGH.word || isOdd(from, to)).map((span) => ({ ...span, type }));
}
