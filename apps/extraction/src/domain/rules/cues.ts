import type { SpeakerRole } from '@callmesh/contracts';
import type { Conversation, Sentence } from '../language/tokens.js';
import type { Pattern } from './pattern.js';
import type { Rule, RulePack } from './rule-pack.js';

/** What weakens or voids a cue where it stands. */
type Modifier = 'negated' | 'hedged' | 'hypothetical' | 'conditional' | 'third-party' | 'question';

/** A place where a rule matched. */
export interface Cue {
  readonly rule: Rule;
  readonly role: string;
  readonly tag: string | null;
  readonly weight: number;
  readonly sentence: Sentence;
  readonly speaker: SpeakerRole;
  /** Token range. */
  readonly from: number;
  readonly to: number;
  readonly modifiers: ReadonlySet<Modifier>;
}

type Hit = Omit<Cue, 'modifiers'>;

const speakerFits = (rule: Rule, sentence: Sentence): boolean => rule.speaker === 'any' || sentence.speaker === 'unknown' || rule.speaker === sentence.speaker;

interface PatternIndex {
  readonly byWord: ReadonlyMap<string, readonly (readonly [Rule, Pattern])[]>;
  readonly anywhere: readonly (readonly [Rule, Pattern])[];
}
const indexes = new WeakMap<readonly Rule[], PatternIndex>();

/** Patterns by the words they can begin with: most words of a call begin none. */
function indexOf(rules: readonly Rule[]): PatternIndex {
  const known = indexes.get(rules);
  if (known) return known;
  const byWord = new Map<string, (readonly [Rule, Pattern])[]>();
  const anywhere: (readonly [Rule, Pattern])[] = [];
  for (const rule of rules) {
    for (const pattern of rule.patterns) {
      if (!pattern.first) anywhere.push([rule, pattern]);
      else for (const word of pattern.first) byWord.set(word, [...(byWord.get(word) ?? []), [rule, pattern]]);
    }
  }
  const index = { byWord, anywhere };
  indexes.set(rules, index);
  return index;
}

function hitsOf(conversation: Conversation, rules: readonly Rule[]): Hit[] {
  const { byWord, anywhere } = indexOf(rules);
  const hits: Hit[] = [];
  for (const sentence of conversation.sentences) {
    for (let at = sentence.from; at < sentence.to; at += 1) {
      const beginning = byWord.get(conversation.tokens[at]?.text ?? '');
      const candidates = beginning && anywhere.length > 0 ? [...beginning, ...anywhere] : (beginning ?? anywhere);
      if (candidates.length === 0) continue;
      const best = new Map<string, Hit>();
      for (const [rule, pattern] of candidates) {
        if (!speakerFits(rule, sentence)) continue;
        const to = pattern.match(conversation.tokens, at, sentence.from, sentence.to);
        if (to === null || (best.get(rule.id)?.to ?? -1) >= to) continue;
        best.set(rule.id, { rule, role: rule.role, tag: rule.tag, weight: rule.weight, sentence, speaker: sentence.speaker, from: at, to });
      }
      hits.push(...best.values());
    }
  }
  return hits;
}

/** A negation or a third party reaches this many words ahead, never past a pause or a "but". */
const SCOPE = 6;
const ENDS_SCOPE = new Set(['but', 'so', 'because', 'and', 'then']);

function reaches(conversation: Conversation, modifier: Hit, cue: Hit): boolean {
  const { tokens } = conversation;
  // A modifier inside the cue belongs to the cue's own words.
  if (modifier.from >= cue.from) return false;
  if (cue.from - modifier.to > SCOPE) return false;
  for (let i = modifier.to; i <= cue.from; i += 1) if (tokens[i]?.afterPause || (i < cue.from && ENDS_SCOPE.has(tokens[i]?.text ?? ''))) return false;
  const newSubject = tokens.slice(modifier.to, cue.from).findIndex((t) => t.text === 'i' || t.text === 'we');
  return newSubject < 0 || tokens.slice(modifier.to, modifier.to + newSubject).some((t) => THINKING.has(t.text));
}

/** "I am not happy I want to cancel": a new subject ends the negation, unless it is what was thought or said. */
const THINKING = new Set(['think', 'believe', 'feel', 'mean', 'say', 'said', 'saying', 'know', 'sure', 'guess', 'suppose', 'want', 'ask', 'asked']);

function speaksForSelf(conversation: Conversation, modifier: Hit, cue: Hit): boolean {
  return conversation.tokens.slice(modifier.to, cue.to).some((t) => t.text === 'i' || t.text === 'we');
}

function modifiersOf(conversation: Conversation, cue: Hit, around: readonly Hit[]): Set<Modifier> {
  const found = new Set<Modifier>();
  const polite = around.filter((m) => m.role === 'polite-if');
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
        if (!polite.some((p) => p.from <= m.from && m.to <= p.to)) found.add(m.from < cue.to ? 'hypothetical' : 'conditional');
        break;
      case 'third-party':
        if (m.from < cue.to && !speaksForSelf(conversation, m, cue)) found.add('third-party');
        break;
      default:
        break;
    }
  }
  if (cue.sentence.question) found.add('question');
  return found;
}

interface Surroundings {
  readonly around: ReadonlyMap<Sentence, readonly Hit[]>;
  /** Utterances that a machine says. */
  readonly machines: ReadonlySet<number>;
  readonly cues: Map<RulePack, readonly Cue[]>;
}
// Several kinds read the same pack of one conversation; it is matched once.
const read = new WeakMap<Conversation, Surroundings>();

function surroundingsOf(conversation: Conversation, modifiers: RulePack): Surroundings {
  const known = read.get(conversation);
  if (known) return known;
  const around = new Map<Sentence, Hit[]>();
  const machines = new Set<number>();
  for (const hit of hitsOf(conversation, modifiers.rules)) {
    around.set(hit.sentence, [...(around.get(hit.sentence) ?? []), hit]);
    if (hit.role === 'machine') machines.add(hit.sentence.utterance);
  }
  const surroundings = { around, machines, cues: new Map() };
  read.set(conversation, surroundings);
  return surroundings;
}

/** Every match of a pack's rules, each with the modifiers that stand around it; what a machine says does not count. */
export function findCues(conversation: Conversation, pack: RulePack, modifiers: RulePack): readonly Cue[] {
  const { around, machines, cues } = surroundingsOf(conversation, modifiers);
  const known = cues.get(pack);
  if (known) return known;
  const found = hitsOf(conversation, pack.rules)
    .filter((hit) => !machines.has(hit.sentence.utterance))
    .map((hit) => ({ ...hit, modifiers: modifiersOf(conversation, hit, around.get(hit.sentence) ?? []) }));
  cues.set(pack, found);
  return found;
}
