import { nameFitting } from '@callmesh/redaction';
import type { Marked } from '../redaction/marked.js';
import { linesOf } from './lines.js';
import { secretLinesOf } from './secret-lines.js';
import { vary } from './vary.js';

const { NAMES, PLACES, SECRETS } = nameFitting;

/** What there are models of. */
export type Looked = keyof nameFitting.Taggers;

/** Tokens that could be a part, one after the other: how many features, whether it is a part, whether nothing joins it to the one before, four features each for after none and after a part, its features. */
export type Tokens = Int32Array;

/** Each text told so many times anew; every round of fitting takes one of them. */
const TELLINGS = 6;

/** What a model learns from: for each text its tellings. */
export function examplesOf(texts: readonly Marked[], type: Looked, next: () => number): Tokens[][] {
  return texts.map((text) =>
    Array.from({ length: TELLINGS }, () => {
      const told = vary(text, next);
      const into: number[] = [];
      if (type === 'USERNAME' || type === 'PASSWORD') for (const { line, parts } of secretLinesOf(told, type, next)) put(into, SECRETS, line, parts);
      else for (const { line, parts } of linesOf(told, type, next)) put(into, type === 'PERSON' ? NAMES : PLACES, line, parts);
      return Int32Array.from(into);
    }),
  );
}

function put<Line>(into: number[], reading: nameFitting.Reading<Line>, line: Line, parts: readonly boolean[]): void {
  let apart = 1;
  for (let at = 0; at < parts.length; at += 1) {
    if (!reading.possible(line, at)) {
      if (!reading.joins(line, at)) apart = 1;
      continue;
    }
    const { ids, length } = reading.features(line, at);
    into.push(length, parts[at] === true ? 1 : 0, apart);
    const from = into.length;
    for (let i = 0; i < length; i += 1) into.push(ids[i] as number);
    into.splice(from, 0, ...reading.following(line, at, 0), ...reading.following(line, at, 1));
    apart = 0;
  }
}
