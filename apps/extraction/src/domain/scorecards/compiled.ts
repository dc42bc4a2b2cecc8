import type { RulePacks } from '../finding.js';
import type { Lists } from '../rules/pattern.js';
import { readRulePack, type RulePack } from '../rules/rule-pack.js';
import type { Criterion, ScorecardDefinition } from './definition.js';
import { keywordsOf } from './descriptions.js';

/** One frozen version of a scorecard, ready to be applied. */
export interface Scorecard {
  readonly id: string;
  readonly version: number;
  readonly mode: 'pilot' | 'live';
  readonly definition: ScorecardDefinition;
  readonly pack: RulePack;
  /** Its pack beside the words that weaken or void. */
  readonly packs: RulePacks;
}

/** The roles that a criterion's matches have in its pack. */
type Part = `${'phrase' | 'strong' | 'weak'}-${number}` | 'ignore' | 'unless' | 'when';

interface RuleSource {
  readonly id: string;
  readonly role: string;
  readonly tag: Part;
  readonly speaker: 'customer' | 'agent' | 'any';
  readonly any: readonly string[];
}

function rulesOf(criterion: Criterion): RuleSource[] {
  const { id, speaker } = criterion;
  const rule = (tag: Part, any: readonly string[] | undefined, who: RuleSource['speaker'] = speaker): RuleSource[] => (any ? [{ id: `${id}/${tag}`, role: id, tag, speaker: who, any }] : []);
  const na = criterion.notApplicable;
  const outside = na ? [...rule('unless', na.unless, na.speaker), ...rule('when', na.when, na.speaker)] : [];
  if (criterion.kind === 'script') return [...criterion.phrases.flatMap((p, i) => rule(`phrase-${i}`, p.any)), ...outside];
  return [...criterion.strong.flatMap((d, i) => rule(`strong-${i}`, d.any)), ...criterion.weak.flatMap((d, i) => rule(`weak-${i}`, d.any)), ...rule('ignore', criterion.ignore), ...outside];
}

/** What every pack shares. */
export interface Surroundings {
  readonly lists: Lists;
  readonly modifiers: RulePack;
}

/**
 * Compiles a scorecard's patterns.
 * @param surroundings phrase lists that every pack may use, and the words that weaken or void.
 * @throws Error naming the criterion and the pattern at fault.
 */
export function compileScorecard(id: string, version: number, definition: ScorecardDefinition, { lists, modifiers }: Surroundings, mode: Scorecard['mode'] = 'pilot'): Scorecard {
  const rules = definition.criteria.flatMap(rulesOf);
  const pack = readRulePack({ pack: id, version, language: 'en', about: definition.title, lists: definition.lists ?? {}, rules: rules.map((r) => ({ ...r, any: [...r.any] })) }, lists);
  for (const c of definition.criteria) {
    if (c.kind !== 'intent') continue;
    for (const d of [...c.strong, ...c.weak]) if (!d.any && keywordsOf(d.description).size < 2) throw new Error(`criterion ${c.id}: the description "${d.description}" has too few words to be looked for; give patterns in any`);
  }
  // An announcement that is played is part of a script as well.
  const spoken = { ...modifiers, rules: modifiers.rules.filter((rule) => rule.role !== 'machine') };
  return { id, version, mode, definition, pack, packs: { scorecard: pack, modifiers: spoken } as unknown as RulePacks };
}
