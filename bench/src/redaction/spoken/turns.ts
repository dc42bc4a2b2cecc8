import type { Marked, Span } from '../marked.js';

/** What one side says in a text of the set, with what is personal in it; offsets are UTF-16 units into its own text. */
export interface Turn {
  readonly speaker: Side;
  readonly text: string;
  readonly gold: readonly Span[];
}

/** The two sides of a recording: agent left, customer right. */
export type Side = 'agent' | 'customer';

/** The turns of a text: its labelled lines; a text without labels is the customer's. */
export function turnsOf({ text, gold }: Marked): Turn[] {
  let at = 0;
  return text.split('\n').map((line) => {
    const label = /^(?:Agent|Customer): /.exec(line)?.[0] ?? '';
    const start = at + label.length;
    at += line.length + 1;
    const within = gold.filter((span) => span.start >= start && span.end < at);
    return {
      speaker: label.startsWith('Agent') ? 'agent' : 'customer',
      text: line.slice(label.length),
      gold: within.map((span) => ({ ...span, start: span.start - start, end: span.end - start })),
    };
  });
}
