import type { Utterance } from '@callmesh/contracts';
import type { Finding } from './finding.js';
import { coverTokens } from './tokens.js';

/** Stand in a text for what was found already, card numbers apart; no speech engine writes these characters. */
export const MASK = '\u0001';
export const CARD_MASK = '\u0002';

/** The same utterances with findings covered, every offset as before: a word inside a password is no cue for the number after it. */
export function masked(utterances: readonly Utterance[], findings: readonly Finding[]): Utterance[] {
  const result = [...utterances];
  const pieces = findings.flatMap((finding) => finding.pieces.map((piece) => ({ ...piece, mask: finding.type === 'CREDIT_CARD' ? CARD_MASK : MASK })));
  const byUtterance = new Map<number, typeof pieces>();
  for (const piece of pieces) {
    const list = byUtterance.get(piece.utterance);
    if (list === undefined) byUtterance.set(piece.utterance, [piece]);
    else list.push(piece);
  }
  for (const [index, list] of byUtterance) {
    const original = result[index];
    if (original === undefined) continue;
    const parts: string[] = [];
    let at = 0;
    for (const { start, end, mask } of list.sort((a, b) => a.start - b.start)) {
      parts.push(original.text.slice(at, Math.max(at, start)), mask.repeat(Math.max(0, end - Math.max(at, start))));
      at = Math.max(at, end);
    }
    const covered = { ...original, text: parts.join('') + original.text.slice(at) };
    coverTokens(original, covered, list);
    result[index] = covered;
  }
  return result;
}
