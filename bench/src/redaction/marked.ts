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

/** The agent only says that they listen: the conversation before goes on. */
const GOES_ON = /^(?:(?:okay|ok|go|on|ahead|right|mhm|mm|uh|huh|yes|yeah|yep|got|it|that|sure|alright|carry|next|then|and|thanks|thank|you|great|perfect|good|fine|lovely|i'm|listening|keep|going|continue|please|hmm|hm|noted|so|far|the|rest|of|bit|part|last|after|what|comes|again|say|repeat|sorry|more|slowly|ready|brilliant|lovely|cool|gotcha|fire|away|shoot|please)[ .,!?…-]*)+$/i;

/**
 * Texts of a file, one a line; a question (">") goes with the answer after it, as a labelled conversation, and a mere "okay" with all that
 * was said before it.
 */
export function readUtterances(file: string): Marked[] {
  const found: Marked[] = [];
  let question = '';
  for (const line of file.split('\n').filter((one) => one.trim() !== '' && !one.startsWith('#'))) {
    if (line.startsWith('>')) {
      question = line.slice(1).trim();
      continue;
    }
    const before = GOES_ON.test(question) ? found.pop() : undefined;
    if (before === undefined) found.push(readMarked(question === '' ? line : `Agent: ${question}\nCustomer: ${line}`));
    else {
      const start = `${before.text}\nAgent: ${question}\nCustomer: `;
      const { text, gold } = readMarked(line);
      found.push({ text: start + text, gold: [...before.gold, ...gold.map((span) => ({ ...span, start: span.start + start.length, end: span.end + start.length }))] });
    }
    question = '';
  }
  return found;
}
