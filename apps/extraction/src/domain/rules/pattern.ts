import { interned, type Token } from '../language/tokens.js';

/** Named phrase lists of the packs; `@want` in a pattern stands for any of them. */
export type Lists = Readonly<Record<string, readonly string[]>>;

type Step =
  | { readonly kind: 'words'; readonly test: (text: string) => boolean; readonly literals: readonly string[] | null }
  | { readonly kind: 'not'; readonly test: (text: string) => boolean }
  | { readonly kind: 'gap'; readonly max: number }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Step[])[] }
  | { readonly kind: 'optional'; readonly step: Step }
  | { readonly kind: 'start' | 'end' | 'clause' };

/** A compiled pattern. */
export interface Pattern {
  readonly source: string;
  /** It matches at the beginning of a sentence alone. */
  readonly opens: boolean;
  /** Words that can stand first; null when anything can. */
  readonly first: ReadonlySet<string> | null;
  /** For each step that only some words can meet, those words: one of them has to be said. The rarest come first. */
  readonly needs: readonly (readonly string[])[];
  /** @returns the token after the match, or null. */
  match(tokens: readonly Token[], at: number, from: number, to: number): number | null;
}

function wordTest(alternatives: readonly string[]): (text: string) => boolean {
  const exact = new Set(alternatives.filter((a) => !a.endsWith('*')).map(interned));
  const prefixes = alternatives.filter((a) => a.endsWith('*')).map((a) => a.slice(0, -1));
  const [only, other] = exact;
  if (prefixes.length === 0) return exact.size === 1 ? (text) => text === only : exact.size === 2 ? (text) => text === only || text === other : (text) => exact.has(text);
  return (text) => exact.has(text) || prefixes.some((prefix) => text.startsWith(prefix));
}

function compileStep(part: string, lists: Lists): Step {
  if (part === '^') return { kind: 'start' };
  if (part === '$') return { kind: 'end' };
  if (part === ',') return { kind: 'clause' };
  if (part.startsWith('~')) return { kind: 'gap', max: Number(part.slice(1)) };
  if (part.startsWith('!')) return { kind: 'not', test: wordTest(part.slice(1).split('|')) };
  if (part.endsWith('?')) return { kind: 'optional', step: compileStep(part.slice(0, -1), lists) };
  const alternatives = part.split('|');
  if (alternatives.some((a) => a.startsWith('@') || a.includes('_'))) {
    const phrases = alternatives.flatMap((a) => (a.startsWith('@') ? listed(a, lists) : [a.replaceAll('_', ' ')]));
    return { kind: 'choice', options: phrases.map((phrase) => compileSteps(phrase, lists)) };
  }
  return { kind: 'words', test: wordTest(alternatives), literals: part.includes('*') ? null : alternatives };
}

function listed(name: string, lists: Lists): readonly string[] {
  const list = lists[name.slice(1)];
  if (!list) throw new Error(`list ${name} is not defined`);
  return list;
}

const compileSteps = (source: string, lists: Lists): Step[] => {
  const parts = source.trim().split(/\s+/);
  parts.forEach((part, i) => refuseTornPhrase(part, parts[i + 1] ?? ''));
  return parts.map((part) => compileStep(part, lists));
};

/** Words that are written apart and are one; the space between them parts a pattern's steps. */
const TORN = [['no', 'one'], ['not', 'one'], ['each', 'other'], ['at', 'all'], ['of', 'course'], ['a', 'lot'], ['as', 'well'], ['any', 'more'], ['no', 'longer']];

/** "nobody|no one|none" reads as "nobody" or "no", then "one" or "none": nobody means that. */
function refuseTornPhrase(part: string, next: string): void {
  const [before, after] = [part.split('|'), next.split('|')];
  if (before.length < 2 || after.length < 2) return;
  const torn = TORN.find(([first, second]) => before.at(-1) === first && after[0] === second);
  if (torn) throw new Error(`"${torn.join(' ')}" among alternatives is torn at its space: write ${torn.join('_')}`);
}

function firstWords(steps: readonly Step[]): Set<string> | null {
  const words = new Set<string>();
  for (const step of steps) {
    if (step.kind === 'start' || step.kind === 'clause') continue;
    const inner = step.kind === 'optional' ? step.step : step;
    if (inner.kind === 'words' && inner.literals) inner.literals.forEach((w) => words.add(w));
    else if (inner.kind === 'choice') {
      for (const option of inner.options) {
        const optionWords = firstWords(option);
        if (!optionWords) return null;
        optionWords.forEach((w) => words.add(w));
      }
    } else return null;
    if (step.kind !== 'optional') return words;
  }
  return null;
}

/** How many of a thousand sentences have one of these words; of any other word a few have it. */
const COMMON = new Map(
  [
    [200, 'i the is it you and'],
    [90, 'a that to have not on will for in am so my no do one okay'],
    [40, 'can of are this me at we good with got there what oh was two your would thank be back they morning right all'],
    [18, 'speaking yes yeah now then about see he him she her hi just sorry up if from by hello want order get out off like them been well but here please let hundred had call go did has or an as us our could when how'],
    [9, 'only take time week sure look before anything very first need money after over email again leave say down should new last day come cancel put send same still fine thing three four five six seven eight nine ten'],
  ].flatMap(([share, words]) => String(words).split(' ').map((word): [string, number] => [word, Number(share)])),
);

/** The words of the steps that some words alone can meet, those first that fewest sentences have. */
function neededWords(steps: readonly Step[]): readonly (readonly string[])[] {
  const sets = steps.flatMap((step) => {
    if (step.kind === 'words') return step.literals ? [step.literals] : [];
    const words = step.kind === 'choice' ? firstWords([step]) : null;
    return words ? [[...words]] : [];
  });
  const cost = (words: readonly string[]): number => words.reduce((sum, w) => sum + (COMMON.get(w) ?? 1), 0);
  return [...sets].sort((a, b) => cost(a) - cost(b));
}

/** Where a match of the rest ends, -1 when there is none. Built once per pattern, from its end to its start: nothing is allocated while it runs. */
type Matcher = (tokens: readonly Token[], at: number, from: number, to: number) => number;

const atEnd: Matcher = (_tokens, at) => at;

function compileMatcher(steps: readonly Step[], then: Matcher): Matcher {
  return steps.reduceRight<Matcher>((next, step) => matcherOf(step, next), then);
}

function matcherOf(step: Step, next: Matcher): Matcher {
  switch (step.kind) {
    case 'start':
      return (tokens, at, from, to) => (at === from ? next(tokens, at, from, to) : -1);
    case 'end':
      return (tokens, at, from, to) => (at === to ? next(tokens, at, from, to) : -1);
    case 'clause':
      return (tokens, at, from, to) => (at === from || tokens[at]?.afterPause === true ? next(tokens, at, from, to) : -1);
    case 'not':
      return (tokens, at, from, to) => (at < to && step.test(tokens[at]?.text ?? '') ? -1 : next(tokens, at, from, to));
    case 'words':
      return (tokens, at, from, to) => (at < to && step.test(tokens[at]?.text ?? '') ? next(tokens, at + 1, from, to) : -1);
    case 'optional': {
      const taken = matcherOf(step.step, next);
      return (tokens, at, from, to) => {
        const end = taken(tokens, at, from, to);
        return end >= 0 ? end : next(tokens, at, from, to);
      };
    }
    case 'gap':
      return (tokens, at, from, to) => {
        const last = Math.min(at + step.max, to);
        for (let position = at; position <= last; position += 1) {
          const end = next(tokens, position, from, to);
          if (end >= 0) return end;
        }
        return -1;
      };
    case 'choice': {
      const options = step.options.map((option) => compileMatcher(option, next));
      return (tokens, at, from, to) => {
        for (const option of options) {
          const end = option(tokens, at, from, to);
          if (end >= 0) return end;
        }
        return -1;
      };
    }
  }
}

/**
 * Compiles a token pattern. Parts are separated by spaces: `cancel|call` alternatives, `cancel*` a beginning, `my?` may be missing, `~3` up to three
 * other words, `!policy` the next word is not that, `nobody|no_one` an alternative of several words, `@want` any phrase of a list, `^` and `$` the sentence's start and end, `,` the start or a pause.
 */
export function compilePattern(source: string, lists: Lists): Pattern {
  const steps = compileSteps(source, lists);
  const matcher = compileMatcher(steps, atEnd);
  return {
    source,
    opens: steps[0]?.kind === 'start',
    first: firstWords(steps),
    needs: neededWords(steps),
    match: (tokens, at, from, to) => {
      const end = matcher(tokens, at, from, to);
      return end > at ? end : null;
    },
  };
}
