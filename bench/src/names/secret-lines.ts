import { nameFitting } from '@callmesh/redaction';
import type { Marked } from '../redaction/marked.js';

const { askedBefore, asUtterances, masked, mayHoldSecret, secretLine, splitText } = nameFitting;

/** An utterance as a model of secrets reads it, and for each chunk whether it is a part of what is looked for. */
export interface LabelledSecrets {
  readonly line: nameFitting.SecretLine;
  readonly parts: readonly boolean[];
}

/** So much of what other rules find they miss, and so much of names of accounts and secrets. */
const UNCOVERED = { others: 0.1, secrets: 0.6 };

/** The utterances of a text that may hold one, what is personal of another type covered as other rules cover it. */
export function secretLinesOf({ text, gold }: Marked, type: 'USERNAME' | 'PASSWORD', next: () => number): LabelledSecrets[] {
  const split = splitText(text);
  const plain = asUtterances(text, split);
  const isOne = (span: { readonly type: string }): boolean => span.type === type || (type === 'PASSWORD' && span.type === 'PIN');
  const covered = gold.filter((span) => span.type !== 'PERSON' && next() >= (isOne(span) ? 0.85 : span.type === 'USERNAME' || span.type === 'PASSWORD' ? UNCOVERED.secrets : UNCOVERED.others));
  const utterances = masked(plain, covered.flatMap(({ start, end, type: other }) => {
    const utterance = split.findIndex((part) => part.start <= start && start < part.end);
    const from = split[utterance]?.start ?? 0;
    return utterance < 0 ? [] : [{ type: other, value: '', pieces: [{ utterance, start: start - from, end: Math.min(end - from, plain[utterance]?.text.length ?? 0) }], reason: '', score: 1 }];
  }));
  const asked = askedBefore(utterances).topics;
  const own = gold.filter((span) => isOne(span) && !covered.includes(span));
  return utterances.flatMap((utterance, at) => {
    const from = split[at]?.start ?? 0;
    const [topic, last] = [asked[at] ?? null, utterances[at - 1]?.text ?? ''];
    if (!mayHoldSecret(utterance.text, topic, last)) return [];
    const line = secretLine(utterance.text, topic, last, utterances[at - 1]?.speaker !== utterance.speaker);
    return [{ line, parts: line.chunks.map((chunk) => own.some((span) => chunk.start + from < span.end && chunk.end + from > span.start)) }];
  });
}
