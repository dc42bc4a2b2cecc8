/** A text with what is personal in it. */
export interface Marked {
  readonly text: string;
  /** Offsets are UTF-16 code units into the text. */
  readonly gold: readonly Span[];
}

/** A personal span. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/**
 * Reads `{TYPE:what is personal}`; in `{TYPE:more|part}` only the part is personal.
 * @throws Error when a mark is none.
 */
function readMarked(source: string): Marked {
  let text = '';
  const gold: Span[] = [];
  for (const piece of source.split(/(?=\{[A-Z_]+:)|(?<=\})/)) {
    const mark = /^\{([A-Z_]+):([^|}]+)(?:\|([^}]+))?\}$/.exec(piece);
    if (mark === null) {
      if (/[{}]/.test(piece)) throw new Error(`"${source}": a mark reads {TYPE:what is personal}`);
      text += piece;
      continue;
    }
    const [, type = '', said = '', part = said] = mark;
    const inner = said.indexOf(part);
    if (inner < 0) throw new Error(`"${source}": "${part}" does not stand in "${said}"`);
    gold.push({ type, start: text.length + inner, end: text.length + inner + part.length });
    text += said;
  }
  return { text, gold };
}

/** Utterances of a file, one a line; a question (">") goes with the answers after it, as a labelled conversation. */
export function readUtterances(file: string): Marked[] {
  const found: Marked[] = [];
  let question = '';
  for (const line of file.split('\n').filter((one) => one.trim() !== '' && !one.startsWith('#'))) {
    if (line.startsWith('>')) {
      question = `Agent: ${line.slice(1).trim()}\nCustomer: `;
      continue;
    }
    found.push(readMarked(question + line));
    question = '';
  }
  return found;
}
