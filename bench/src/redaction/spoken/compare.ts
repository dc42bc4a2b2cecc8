import { redact } from '@callmesh/redaction';
import { familyOf } from '../score.js';
import { align, type Link } from './align.js';
import type { HeardText } from './recordings.js';
import { tokensOf, type Token } from './tokens.js';
import type { Side, Turn } from './turns.js';

/** What became of one value that was said. */
interface HeardValue {
  readonly type: string;
  /** Its words that can be recognised in what was heard, and those of them that stand in clear after redaction. */
  readonly heard: number;
  readonly leaked: readonly string[];
}

/** What became of one range that was redacted in what was heard. */
interface HeardSpan {
  readonly type: string;
  /** Its words, and those of them that answer to nothing personal that was said. */
  readonly words: number;
  readonly wrong: readonly string[];
}

/** One text, said, heard and redacted. */
export interface Compared {
  readonly values: readonly HeardValue[];
  readonly spans: readonly HeardSpan[];
  /** What was heard, with what was redacted in braces: for the eyes of who may look at this half. */
  readonly shown: string;
}

/** Words that tell nothing of the person, also within a value: "the old forge", "at gmail dot com", "as in". */
const TELLS_NOTHING = new Set('a an and as at colon com comma dash dot for hyphen in is it its my no number of on or point slash sorry the then th underscore wait'.split(' '));
/** Types of which figures alone tell something: "sorry, hang on" within a card number does not. */
const OF_FIGURES = new Set(['CREDIT_CARD', 'CVV', 'PHONE', 'IP']);
const tells = (word: string, type: string): boolean => (OF_FIGURES.has(type) ? /\d/.test(word) : !TELLS_NOTHING.has(word));

interface Labelled {
  readonly tokens: readonly Token[];
  readonly types: readonly string[];
}

/** Words of several pieces, in order, with one list of spans. */
function joined(pieces: readonly { text: string; spans: readonly { start: number; end: number; type: string }[] }[]): Labelled {
  const tokens: Token[] = [];
  const types: string[] = [];
  for (const { text, spans } of pieces) {
    for (const { word, span } of tokensOf(text, spans)) tokens.push({ word, span: span === null ? null : span + types.length });
    types.push(...spans.map((span) => familyOf(span).type));
  }
  return { tokens, types };
}

const isRecognised = ({ how }: Link): boolean => how === 'same' || how === 'close';

/** Redacts what was heard of a text as one conversation, and holds it against what was said, each side by itself. */
export function compare(turns: readonly Turn[], heard: HeardText): Compared {
  const { spans } = redact(heard, { profile: 'standard' });
  const spansOf = (id: string): typeof spans => spans.filter(({ utteranceId }) => utteranceId === id).sort((a, b) => a.start - b.start);
  const sides = (['agent', 'customer'] as const).map((side: Side) =>
    compareSide(
      joined(turns.filter(({ speaker }) => speaker === side).map(({ text, gold }) => ({ text, spans: gold }))),
      joined(heard.filter(({ speaker }) => speaker === side).map(({ id, text }) => ({ text, spans: spansOf(id) }))),
    ),
  );
  const shown = heard.map(({ id, speaker, text }) => `${speaker}: ${spansOf(id).reduceRight((sum, { start, end, type }) => `${sum.slice(0, start)}{${type}:${sum.slice(start, end)}}${sum.slice(end)}`, text)}`).join(' / ');
  return { values: sides.flatMap(({ values }) => values), spans: sides.flatMap((side) => side.spans), shown };
}

/** Held against each other word by word. */
export function compareSide(said: Labelled, heard: Labelled): Pick<Compared, 'values' | 'spans'> {
  const links = align(said.tokens.map(({ word }) => word), heard.tokens.map(({ word }) => word));
  const values = said.types.map((type) => ({ type, heard: 0, leaked: [] as string[] }));
  const meetsValue = new Set<number>();
  for (const link of links) {
    const clear = link.heard.filter((at) => heard.tokens[at]?.span === null && (link.heard.length === 1 || !TELLS_NOTHING.has(heard.tokens[at].word)));
    const personal = link.said.flatMap((at) => said.tokens[at] ?? []).filter(({ span }) => span !== null);
    if (personal.length > 0) for (const at of link.heard) meetsValue.add(heard.tokens[at]?.span ?? -1);
    for (const { word, span } of isRecognised(link) ? personal : []) {
      const value = values[span ?? -1];
      if (value === undefined || !tells(word, value.type)) continue;
      value.heard += 1;
      if (clear.length > 0) value.leaked.push(clear.map((at) => heard.tokens[at]?.word).join(' '));
    }
  }
  const spans = heard.types.map((type) => ({ type, words: 0, wrong: [] as string[] }));
  const isPersonal = (link: Link | undefined): boolean => link?.said.some((at) => said.tokens[at]?.span !== null) ?? false;
  for (const [index, link] of links.entries()) {
    const isBeside = isPersonal(links[index - 1]) || isPersonal(links[index + 1]);
    for (const at of link.heard) {
      const { word, span } = heard.tokens[at] ?? { word: '', span: null };
      const found = spans[span ?? -1];
      if (found === undefined || TELLS_NOTHING.has(word)) continue;
      found.words += 1;
      // A word that nobody said belongs to the value that its span lies on, or that was said there.
      const isMangled = !isRecognised(link) && (isBeside || meetsValue.has(span ?? -1));
      if (!isPersonal(link) && !isMangled) found.wrong.push(word);
    }
  }
  return { values, spans };
}
