import type { RulePacks } from '../finding.js';
import type { Conversation } from '../language/tokens.js';
import { learnedCues } from '../phrases/learned-cues.js';
import type { Cue, Modifier } from './cue.js';
import { matchesIn, patternIndex, type PatternIndex } from './pattern-index.js';
import type { Rule, RulePack } from './rule-pack.js';

type Hit = Omit<Cue, 'modifiers'>;
/** A match of which it is being found out what stands around it. */
type Found = Hit & { modifiers: ReadonlySet<Modifier> };

/** A negation or a third party reaches this many words ahead, never past a pause or a "but". */
const SCOPE = 6;
const ENDS_SCOPE = new Set(['but', 'so', 'because', 'and', 'then']);

function reaches(conversation: Conversation, modifier: Hit, cue: Hit): boolean {
  const { tokens } = conversation;
  // A modifier inside the cue belongs to the cue's own words.
  if (modifier.from >= cue.from) return false;
  if (cue.from - modifier.to > SCOPE) return false;
  for (let i = modifier.to; i <= cue.from; i += 1) if (tokens[i]?.afterPause || (i < cue.from && ENDS_SCOPE.has(tokens[i]?.text ?? ''))) return false;
  if (asksAnew(tokens[cue.from]?.text, tokens[cue.from + 1]?.text)) return false;
  const newSubject = tokens.slice(modifier.to, cue.from + 1).findIndex((t) => t.text === 'i' || t.text === 'we');
  return newSubject < 0 || tokens.slice(modifier.to, modifier.to + newSubject).some((t) => THINKING.has(t.text));
}

/** "I can't face it can I have my money": who asks begins anew. */
const asksAnew = (first = '', second = ''): boolean => /^(?:can|could|may|would|shall)$/.test(first) && /^(?:i|we|you)$/.test(second);

/** "I am not happy I want to cancel": a new subject ends the negation, unless it is what was thought or said. */
const THINKING = new Set(['think', 'believe', 'feel', 'mean', 'say', 'said', 'saying', 'know', 'sure', 'guess', 'suppose', 'want', 'ask', 'asked']);

function speaksForSelf(conversation: Conversation, modifier: Hit, cue: Hit): boolean {
  return conversation.tokens.slice(modifier.to, cue.to).some((t) => t.text === 'i' || t.text === 'we');
}

const NOTHING_AROUND: ReadonlySet<Modifier> = new Set();
const ASKED: ReadonlySet<Modifier> = new Set<Modifier>(['question']);

function modifiersOf(conversation: Conversation, cue: Hit, around: readonly Hit[]): ReadonlySet<Modifier> {
  // Most sentences are plain.
  if (around.length === 0) return cue.sentence.question ? ASKED : NOTHING_AROUND;
  const found = new Set<Modifier>();
  for (const m of around) {
    switch (m.role) {
      case 'negation':
        if (reaches(conversation, m, cue)) found.add('negated');
        break;
      case 'hedge':
        found.add('hedged');
        break;
      case 'condition':
        // "If I cancelled" is a thought; "cancel it if it is late" is a wish with a condition.
        if (!around.some((p) => p.role === 'polite-if' && p.from <= m.from && m.to <= p.to)) found.add(m.from < cue.to ? 'hypothetical' : 'conditional');
        break;
      case 'third-party':
        // "Tell everyone" names others; "my brother wants" speaks for one.
        if (m.to <= cue.from && !speaksForSelf(conversation, m, cue)) found.add('third-party');
        break;
      default:
        break;
    }
  }
  if (cue.sentence.question) found.add('question');
  return found;
}

/** The rules of all packs in one index, and whose each of them is. */
interface AllRules {
  readonly index: PatternIndex;
  readonly packOf: ReadonlyMap<Rule, RulePack>;
}
const indexed = new WeakMap<RulePacks, AllRules>();

function allRules(packs: RulePacks): AllRules {
  const known = indexed.get(packs);
  if (known) return known;
  const all = Object.values(packs as unknown as Record<string, RulePack>);
  const packOf = new Map(all.flatMap((pack) => pack.rules.map((rule): [Rule, RulePack] => [rule, pack])));
  const rules = { index: patternIndex([...packOf.keys()]), packOf };
  indexed.set(packs, rules);
  return rules;
}

// Several kinds read one conversation; it is matched once, against all packs of an engine.
const read = new WeakMap<RulePacks, WeakMap<Conversation, ReadonlyMap<RulePack, readonly Cue[]>>>();

function readAll(conversation: Conversation, packs: RulePacks): ReadonlyMap<RulePack, readonly Cue[]> {
  const { index, packOf } = allRules(packs);
  const cues = new Map<RulePack, Cue[]>();
  for (const sentence of conversation.sentences) {
    const hits = matchesIn(index, conversation, sentence).map(({ rule, from, to }): Found => ({ rule, role: rule.role, tag: rule.tag, weight: rule.weight, sentence, speaker: sentence.speaker, from, to, modifiers: NOTHING_AROUND }));
    const around = hits.filter((hit) => packOf.get(hit.rule) === packs.modifiers);
    for (const hit of hits) {
      const pack = packOf.get(hit.rule);
      if (!pack) continue;
      if (pack !== packs.modifiers) hit.modifiers = modifiersOf(conversation, hit, around);
      const known = cues.get(pack);
      if (known) known.push(hit);
      else cues.set(pack, [hit]);
    }
  }
  for (const pack of new Set(packOf.values())) {
    const learned = learnedCues(conversation, pack, cues.get(pack) ?? []);
    if (learned.length > 0) cues.set(pack, [...(cues.get(pack) ?? []), ...learned]);
  }
  const machines = new Set((cues.get(packs.modifiers) ?? []).filter((c) => c.role === 'machine').map((c) => c.sentence.utterance));
  if (machines.size > 0) for (const [pack, own] of cues) cues.set(pack, own.filter((c) => !machines.has(c.sentence.utterance)));
  return cues;
}

const NO_CUES: readonly Cue[] = [];

/** Every match of a pack's rules, each with the modifiers that stand around it; what a machine says does not count. */
export function findCues(conversation: Conversation, pack: RulePack, packs: RulePacks): readonly Cue[] {
  let own = read.get(packs);
  if (!own) read.set(packs, (own = new WeakMap()));
  let cues = own.get(conversation);
  if (!cues) own.set(conversation, (cues = readAll(conversation, packs)));
  return cues.get(pack) ?? NO_CUES;
}
