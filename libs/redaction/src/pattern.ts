/**
 * A regular expression with these flags, written over several lines: `patternOf('gi')`a|b``. Line ends and the indents after them are no part of it.
 */
export const patternOf =
  (flags: string) =>
  ({ raw }: TemplateStringsArray): RegExp =>
    new RegExp(raw.join('').replace(/\n */g, ''), flags);

/** The same in either case. */
export const pattern = patternOf('i');
