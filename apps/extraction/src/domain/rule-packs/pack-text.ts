import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { rulesInvalid } from '../extraction.errors.js';
import type { Lists } from '../rules/pattern.js';
import { readRulePack, type RulePack } from '../rules/rule-pack.js';

const fact = z.string().regex(/^[a-z]+\.[a-z-]+$/, 'is a kind of event without its version, as order.cancellation-requested');

const example = z.strictObject({
  /** One sentence of nobody in particular, or turns as `C: …` and `A: …`. */
  say: z.union([z.string(), z.array(z.string()).min(1)]),
  /** Ids of rules that have to match, negated or supposed ones aside; `[]`: none may. */
  expect: z.array(z.string()).optional(),
  /** Ids of rules that may not match. */
  not: z.array(z.string()).optional(),
  /** Kinds of facts that the whole engine finds with this pack, exactly. */
  facts: z.array(fact).optional(),
});

const withExamples = z.object({ examples: z.array(example).default([]) });

/** What a pack is to do with some words. */
export type PackExample = z.output<typeof example>;

/** A pack as it was written, compiled, with its examples. */
export interface ReadPack {
  readonly text: string;
  readonly pack: RulePack;
  readonly examples: readonly PackExample[];
}

/**
 * Reads a pack from its YAML.
 * @param lists of the pack `shared`.
 * @param file where it comes from, for messages.
 * @throws DomainError RULES.INVALID that names the place: line, rule, pattern.
 */
export function readPackText(text: string, lists: Lists, file = 'the pack'): ReadPack {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) throw rulesInvalid(file, `line ${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0] ?? ''}`);
  const lineAt = (path: readonly PropertyKey[]): string => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: [number] } | undefined;
      if (node?.range) return `line ${lines.linePos(node.range[0]).line}, ${path.map(String).join('.')}: `;
    }
    return '';
  };
  const source = document.toJS() as { examples?: unknown } | null;
  try {
    const pack = readRulePack(source, lists);
    return { text, pack, examples: withExamples.parse({ examples: source?.examples }).examples };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw rulesInvalid(file, (error as Error).message);
    const listed = error.issues.slice(0, 5).map(({ path, message }) => `${lineAt(path)}${message}`);
    throw rulesInvalid(file, listed.join('; '));
  }
}
