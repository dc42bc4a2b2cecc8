import type { Reading } from '../finding.js';
import type { Conversation, Sentence } from '../language/tokens.js';
import type { Replies } from '../rules/active-cues.js';
import type { Cue } from '../rules/cue.js';
import { doubtPoints, isVoid } from '../rules/penalties.js';
import { ordersMeant, theOther, type NamedOrder } from './orders.js';

/** A moment at which the customer asked for a cancellation, and of what. */
export interface Request {
  readonly cue: Cue;
  readonly points: number;
  readonly targets: readonly NamedOrder[];
  readonly supports: readonly { readonly from: number; readonly to: number }[];
}

/** What is left of the wishes when the call ends. */
export interface Story {
  readonly requests: Request[];
  readonly kept: Set<NamedOrder>;
  hedges: number;
}

/** The words that belong to a cue: from it to the next cue of its sentence, then what stands before it. */
function territory({ tokens }: Conversation, cue: Cue, cues: readonly Cue[]): { ahead: readonly [number, number]; behind: readonly [number, number] } {
  const mates = cues.filter((c) => c.sentence === cue.sentence && TARGETED.has(c.role));
  const end = tokens[cue.from]?.text === 'not' ? pauseAfter(tokens, cue) : cue.sentence.to;
  const next = Math.min(end, mates.find((c) => c.from >= cue.to && c.role !== cue.role)?.from ?? cue.sentence.to);
  const last = Math.max(cue.sentence.from, ...mates.filter((c) => c.to <= cue.from && c.role !== cue.role).map((c) => c.to));
  return { ahead: [cue.from, next], behind: [last, cue.from] };
}
/** "Not that one, 51877": what follows the pause is meant again. */
function pauseAfter(tokens: Conversation['tokens'], cue: Cue): number {
  for (let i = cue.from + 1; i < cue.sentence.to; i += 1) if (tokens[i]?.afterPause) return i;
  return cue.sentence.to;
}
const TARGETED = new Set(['request', 'unneeded', 'keep', 'keep-before', 'keep-that', 'paraphrase', 'withdraw']);

/** What changes or names the order after the wish, without a wish of its own: "no wait, I mean 51877"; "which one?" — "the lamp". */
export function laterChoices({ conversation }: Reading, cues: readonly Cue[], named: readonly NamedOrder[], replies: Replies): Cue[] {
  const wishes = cues.filter((c) => c.role === 'request' || c.role === 'unneeded' || c.role === 'paraphrase');
  return conversation.sentences
    .filter((s) => s.speaker !== 'agent' && !cues.some((c) => c.sentence === s && TARGETED.has(c.role)))
    .flatMap((sentence) => {
      const wish = wishes.findLast((c) => c.sentence.index < sentence.index && sentence.index - c.sentence.index <= CHOSEN_WITHIN);
      if (!wish || ordersMeant(conversation, sentence.from, sentence.to, named).length !== 1) return [];
      const since = conversation.sentences.slice(wish.sentence.index + 1, sentence.index + 1);
      const corrected = since.some((s) => s.speaker !== 'agent' && replies.corrects(s)) && named.some((o) => o.mentions.some((m) => m.sentence === sentence));
      const asked = sentence.to - sentence.from <= SHORT_ANSWER && since.some((s) => s.speaker === 'agent' && offersAChoice(conversation, s, named));
      return corrected || asked ? [{ ...wish, role: 'choice', sentence, speaker: sentence.speaker, from: sentence.from, to: sentence.to, modifiers: new Set() }] : [];
    });
}
const CHOSEN_WITHIN = 5;
const SHORT_ANSWER = 8;

const ADDS = new Set(['too', 'also', 'well', 'another', 'same', 'both', 'plus', 'and']);
const MOST_WORDS = 14;

/** "What about 51902?" — "That one as well": a further order for a wish that stands. */
export function additions({ conversation }: Reading, cues: readonly Cue[], named: readonly NamedOrder[]): Cue[] {
  const wishes = cues.filter((c) => (c.role === 'request' || c.role === 'paraphrase') && !isVoid(c));
  return conversation.sentences.flatMap((sentence) => {
    if (sentence.speaker === 'agent' || sentence.to - sentence.from > MOST_WORDS || cues.some((c) => c.sentence === sentence && TARGETED.has(c.role))) return [];
    const last = wishes.findLast((c) => c.sentence.index < sentence.index && sentence.index - c.sentence.index <= CHOSEN_WITHIN);
    const [wish] = wishes.filter((c) => c.sentence === last?.sentence).sort((a, b) => b.weight - a.weight);
    if (!wish || !conversation.tokens.slice(sentence.from, sentence.to).some((t) => ADDS.has(t.text))) return [];
    const before = conversation.sentences[sentence.index - 1];
    const place = [sentence, ...(before && before !== wish.sentence ? [before] : [])].find((s) => ordersMeant(conversation, s.from, s.to, named).length === 1);
    return place ? [{ ...wish, role: 'request', sentence: place, from: place.from, to: place.to, modifiers: new Set() }] : [];
  });
}

const offersAChoice = (conversation: Conversation, sentence: Sentence, named: readonly NamedOrder[]): boolean =>
  conversation.tokens.slice(sentence.from, sentence.to).some((t) => t.text === 'which') || named.filter((o) => o.mentions.some((m) => m.sentence === sentence)).length > 1;

/** Words that point at several things that were just named. */
const POINTS_AT_SEVERAL = new Set(['either', 'neither', 'both', 'those', 'these', 'them', 'they']);

/** "The balloons, that's 51877, and the tablecloths, 51902. I shan't need either of those": what the sentence before named, where several were. */
function justNamed(conversation: Conversation, cue: Cue, named: readonly NamedOrder[]): NamedOrder[] {
  const words = conversation.tokens.slice(cue.from, cue.sentence.to).map((t) => t.text);
  const atSeveral = words.some((w) => POINTS_AT_SEVERAL.has(w));
  // "The third is the board, 51911. Leave that one as it is."
  const atOne = named.length > 1 && words.some((w, i) => (w === 'that' || w === 'this') && words[i + 1] === 'one');
  const before = atSeveral || atOne ? conversation.sentences.slice(Math.max(0, cue.sentence.index - 3), cue.sentence.index).findLast((s) => s.speaker === cue.sentence.speaker && named.some((o) => o.mentions.some((m) => m.sentence === s))) : undefined;
  const meant = before ? named.filter((o) => o.mentions.some((m) => m.sentence === before)) : [];
  return atSeveral === meant.length > 1 ? meant : [];
}

function targetsOf(reading: Reading, cue: Cue, cues: readonly Cue[], named: readonly NamedOrder[], last: NamedOrder | undefined): NamedOrder[] {
  const { conversation } = reading;
  const { ahead, behind } = territory(conversation, cue, cues);
  const keeps = cue.role === 'keep' || cue.role === 'keep-that';
  // "Cancel that and keep this": what is kept is said after the word.
  for (const [from, to] of cue.role === 'keep-before' ? [behind] : keeps ? [ahead] : [ahead, behind]) {
    const meant = ordersMeant(conversation, from, to, named, keeps || cue.role === 'keep-before');
    if (meant.length > 0) return meant;
    const other = theOther(conversation, cue.sentence, from, to, named, last);
    if (other) return [other];
  }
  const pointed = cue.speaker === 'agent' ? [] : justNamed(conversation, cue, named);
  if (pointed.length > 0) return pointed;
  const asked = conversation.sentences[cue.sentence.index - 1];
  // "And 51902?" — "Leave that one."
  if ((keeps || cue.role === 'withdraw') && asked && asked.speaker !== cue.speaker) {
    const meant = ordersMeant(conversation, asked.from, asked.to, named);
    if (meant.length === 1 && named.length > 1) return meant;
  }
  const after = conversation.sentences[cue.sentence.index + 1];
  const carriesOn = after && after.utterance === cue.sentence.utterance && !cues.some((c) => c.sentence === after && TARGETED.has(c.role));
  return carriesOn ? ordersMeant(conversation, after.from, after.to, named) : [];
}

/** Walks through the call: a wish counts until it is taken back. */
export function follow(reading: Reading, cues: readonly Cue[], named: readonly NamedOrder[], replies: Replies): Story {
  const story: Story = { requests: [], kept: new Set(), hedges: 0 };
  let last: NamedOrder | undefined;
  for (const cue of cues) {
    const targets = targetsOf(reading, cue, cues, named, last);
    switch (cue.role) {
      case 'unneeded':
      case 'request': {
        if (cue.modifiers.has('hedged')) story.hedges += 1;
        if (cue.modifiers.has('negated')) {
          if (targets.length === 0 && !(named.length > 1 && saysOther(reading, cue))) story.requests.length = 0;
          break;
        }
        if (isVoid(cue)) break;
        revise(reading, story, cue, targets, replies);
        story.requests.push({ cue, points: cue.weight - doubtPoints(cue), targets, supports: [] });
        break;
      }
      case 'paraphrase': {
        const answer = replies.answerTo(cue.sentence);
        const chosen = cue.sentence.question && targets.length === 0 && answer?.kind !== 'no' ? namedInAnswer(reading, cue, named) : [];
        if (answer?.kind === 'yes') {
          revise(reading, story, cue, targets, replies);
          const points = cue.weight + (story.requests.length === 0 ? 0.4 : 0.6) - (answer.cue.modifiers.has('hedged') ? 1 : 0) - (cue.speaker === 'unknown' ? 2 : 0);
          if (answer.cue.modifiers.has('hedged')) story.hedges += 1;
          story.requests.push({ cue, points, targets, supports: [answer.cue] });
        } else if (chosen.length > 0) {
          // "Which one shall I cancel?" is answered by naming it.
          story.requests.push({ cue, points: cue.weight + 0.4, targets: chosen, supports: [] });
        } else if (answer?.kind === 'no' && !replies.corrects(answer.cue.sentence) && !asksForMore(reading, cue)) story.requests.length = 0;
        else if (answer === null && !cue.modifiers.has('hypothetical')) story.requests.push({ cue, points: cue.weight - 1 - doubtPoints(cue), targets, supports: [] });
        break;
      }
      case 'choice': {
        const corrected = story.requests.map((r) => ({ ...r, targets, supports: [...r.supports, cue] }));
        story.requests.splice(0, story.requests.length, ...corrected);
        break;
      }
      case 'passing':
        if (story.requests.length === 0 && !isVoid(cue) && !cue.modifiers.has('negated')) story.requests.push({ cue, points: cue.weight - doubtPoints(cue), targets, supports: [] });
        break;
      case 'agent-agrees': {
        // The agent says yes to a wish that was put in other words, and the customer lets it stand.
        const refused = replies.answerTo(cue.sentence)?.kind === 'no';
        if (story.requests.every((r) => r.cue.role === 'passing') && !refused && !isVoid(cue) && !cue.sentence.question) story.requests.push({ cue, points: cue.weight - doubtPoints(cue), targets, supports: [] });
        break;
      }
      case 'agent-acts': {
        // "I've taken 51902 out" says which, where the customer did not.
        const open = story.requests.length > 0 && story.requests.every((r) => r.targets.length === 0);
        if (open && targets.length > 0 && !cue.modifiers.has('negated')) story.requests.push({ cue, points: 0.5, targets, supports: [] });
        break;
      }
      case 'keep-before':
        // "51877, that is fine": of several orders it tells which one stays; of one it is a nod.
        if (named.length > 1) for (const order of targets) keep(story, order);
        break;
      case 'keep':
      case 'keep-that':
        for (const order of targets) keep(story, order);
        break;
      case 'withdraw':
        if (keepsAnother(reading, cue, story)) break;
        if (targets.length > 0) for (const order of targets) keep(story, order);
        else if (!cues.some((c) => (c.role === 'request' || c.role === 'unneeded') && c.sentence === cue.sentence && c.from > cue.from && !isVoid(c))) story.requests.length = 0;
        break;
      default:
        break;
    }
    last = targets.at(-1) ?? last;
  }
  return story;
}

/** "Keep the night guard", of which nothing had been said when the bridge was called off; "the money, you keep it". */
function keepsAnother({ conversation: { tokens } }: Reading, cue: Cue, { requests }: Story): boolean {
  if (tokens[cue.from - 1]?.text === 'you') return true;
  const last = requests.at(-1)?.cue.sentence;
  if (!last || !DETERMINERS.has(tokens[cue.to - 1]?.text ?? '')) return false;
  const thing = tokens.slice(cue.to, Math.min(cue.sentence.to, cue.to + 2)).map((t) => t.text).filter((word) => word.length > 3);
  return thing.length > 0 && !tokens.slice(0, last.to).some((t) => thing.includes(t.text) || t.text.startsWith('order'));
}
const DETERMINERS = new Set(['the', 'my', 'our']);

/** Orders that the customer's next sentence names. */
function namedInAnswer(reading: Reading, cue: Cue, named: readonly NamedOrder[]): NamedOrder[] {
  const reply = reading.conversation.sentences.slice(cue.sentence.index + 1, cue.sentence.index + 3).find((s) => s.speaker !== cue.speaker);
  return reply ? ordersMeant(reading.conversation, reply.from, reply.to, named) : [];
}

/** "Actually there is a second one, take that off as well": no correction, but more of the same. */
const saysMore = ({ conversation }: Reading, { sentence }: Cue): boolean => conversation.tokens.slice(sentence.from, sentence.to).some((t) => t.text === 'also' || t.text === 'too' || t.text === 'another' || t.text === 'well');

/** A later wish for another order replaces the earlier one when it is said as a correction or the earlier one was a thought. */
function revise(reading: Reading, story: Story, cue: Cue, targets: readonly NamedOrder[], replies: Replies): void {
  if (targets.length === 0) return;
  for (const order of targets) story.kept.delete(order);
  const corrected = replies.corrects(cue.sentence) && !saysMore(reading, cue);
  const kept = story.requests.filter((r) => r.targets.length === 0 || r.targets.some((t) => targets.includes(t)) || !(corrected || r.cue.modifiers.has('hedged')));
  story.requests.splice(0, story.requests.length, ...kept);
}

function keep(story: Story, order: NamedOrder): void {
  story.kept.add(order);
  const left = story.requests.filter((r) => r.targets.length === 0 || r.targets.some((t) => t !== order));
  story.requests.splice(0, story.requests.length, ...left);
}

/** "Don't cancel the other one." */
const saysOther = (reading: Reading, cue: Cue): boolean => reading.conversation.tokens.slice(cue.from, cue.sentence.to).some((t) => ['other', 'others', 'rest', 'everything', 'all', 'both'].includes(t.text));

const asksForMore = (reading: Reading, cue: Cue): boolean =>
  reading.conversation.tokens.slice(cue.sentence.from, cue.sentence.to).some((t) => ['else', 'other', 'more', 'anything'].includes(t.text));

