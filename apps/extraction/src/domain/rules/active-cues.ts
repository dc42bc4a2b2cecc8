import type { Conversation, Sentence } from '../language/tokens.js';
import type { RulePacks } from '../finding.js';
import { isLearned } from '../phrases/learned-cues.js';
import type { Cue } from './cue.js';
import { findCues } from './cues.js';
import type { RulePack } from './rule-pack.js';

// Several kinds ask for the same pack's.
const active = new WeakMap<readonly Cue[], readonly Cue[]>();

/** A pack's matches, sorted by place, without those that a `void` rule explains away. */
export function activeCues(conversation: Conversation, pack: RulePack, packs: RulePacks): readonly Cue[] {
  const cues = findCues(conversation, pack, packs);
  let standing = active.get(cues);
  if (!standing) active.set(cues, (standing = notExplainedAway(cues)));
  return standing;
}

function notExplainedAway(cues: readonly Cue[]): Cue[] {
  const voids = cues.filter((c) => c.role === 'void');
  return cues
    .filter((c) => c.role !== 'void' && (isLearned(c) || !voids.some((v) => v.sentence === c.sentence && v.from < c.to && c.from < v.to && mayBeOneSpeaker(v, c))))
    .sort((a, b) => a.from - b.from || b.weight - a.weight);
}

/** Where nobody knows who speaks, what a customer would mean does not explain away what an agent would. */
const mayBeOneSpeaker = (a: Cue, b: Cue): boolean => a.rule.speaker === 'any' || b.rule.speaker === 'any' || a.rule.speaker === b.rule.speaker;

/** Yes, no and "I mean" of the call, by sentence. */
export interface Replies {
  /** The other side's answer to a sentence: the first yes or no among its next sentences. */
  answerTo(sentence: Sentence): { readonly kind: 'yes' | 'no'; readonly cue: Cue } | null;
  corrects(sentence: Sentence): boolean;
}

/** How many sentences after a question its answer may come. */
const ANSWER_WITHIN = 4;

const replies = new WeakMap<Conversation, WeakMap<RulePacks, Replies>>();

/** The replies of a call, read once. */
export function findReplies(conversation: Conversation, packs: RulePacks): Replies {
  let own = replies.get(conversation);
  if (!own) replies.set(conversation, (own = new WeakMap()));
  let found = own.get(packs);
  if (!found) own.set(packs, (found = readReplies(conversation, packs)));
  return found;
}

function readReplies(conversation: Conversation, packs: RulePacks): Replies {
  const cues = findCues(conversation, packs.shared, packs);
  const bySentence = new Map<Sentence, Cue[]>();
  for (const cue of cues) bySentence.set(cue.sentence, [...(bySentence.get(cue.sentence) ?? []), cue]);
  return {
    corrects: (sentence) => bySentence.get(sentence)?.some((c) => c.role === 'correct') ?? false,
    answerTo: (sentence) => {
      const following = conversation.sentences.slice(sentence.index + 1, sentence.index + 1 + ANSWER_WITHIN);
      for (const reply of following) {
        if (reply.speaker === sentence.speaker && reply.speaker !== 'unknown') continue;
        const found = bySentence.get(reply) ?? [];
        const no = found.find((c) => c.role === 'deny');
        const yes = found.find((c) => c.role === 'affirm');
        if (no) return { kind: 'no', cue: no };
        if (yes) return { kind: 'yes', cue: yes };
        // The first thing the other side says is the answer; what comes later answers something else.
        if (reply.speaker !== 'unknown') return null;
      }
      return null;
    },
  };
}
