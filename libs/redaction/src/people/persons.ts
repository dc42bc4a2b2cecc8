import type { Utterance } from '@callmesh/contracts';
import type { Topic } from '../asked.js';
import type { Finding } from '../finding.js';
import type { TaggerWeights } from '../learned/tagger.js';
import type { Token } from '../tokens.js';
import { PARTICLES } from '../data/last-names.js';
import { Look } from './look.js';
import { withTagged, type NamesByRules } from './tagged.js';
import { nameAt, type NameRange } from './name-at.js';
import { spelledFrom } from './spelled.js';

/** Names of one conversation that are looked for again. */
const MAX_KNOWN = 2_000;
/** Parts of a name shorter than this are not looked for again. */
const SHORTEST = 3;

interface Place extends NameRange {
  readonly utterance: number;
}

/**
 * Finds people's names: by what was asked and what is said before them, by lists and letters of names, spelled out, and wherever a name
 * that was found is said again.
 */
export function findPersons(utterances: readonly Utterance[], asked: readonly (Topic | null)[], tagger: TaggerWeights | null): Finding[] {
  const looks: Look[] = [];
  for (const [at, utterance] of utterances.entries()) looks.push(new Look(utterance, asked[at] ?? null, looks[at - 1] ?? null, utterances[at - 1]?.speaker !== utterance.speaker));
  const found: Place[] = [];
  const full = new Map<string, string>();
  let naming = -Infinity;
  for (const [utterance, look] of looks.entries()) {
    const topic = asked[utterance] ?? null;
    if (topic === 'name' || topic === 'spelling') naming = utterance;
    for (const range of withTagged(look, namesIn(look, topic, utterance - naming <= 3 && topic !== 'reference'), tagger)) {
      found.push({ ...range, utterance });
      if (range.score < 0.7 || full.size >= MAX_KNOWN) continue;
      naming = utterance;
      const value = valueOf(look, range);
      for (const part of value.split(' ')) if (part.length >= SHORTEST && !full.has(part) && !PARTICLES.has(part)) full.set(part, value);
    }
  }
  if (full.size > 0) {
    const byUtterance = new Map<number, Place[]>();
    for (const place of found) {
      const list = byUtterance.get(place.utterance);
      if (list === undefined) byUtterance.set(place.utterance, [place]);
      else list.push(place);
    }
    for (const [utterance, look] of looks.entries()) for (const again of saidAgain(look, utterance, full, byUtterance.get(utterance) ?? [])) found.push(again);
  }
  return found.map(({ utterance, from, to, score, reason }) => {
    const look = looks[utterance] as Look;
    const value = valueOf(look, { from, to });
    const start = (look.tokens[from] as Token).start;
    const last = look.tokens[to - 1] as Token;
    const end = last.end - (/['’]s$/.exec(look.text.slice(last.start, last.end))?.[0].length ?? 0);
    return { type: 'PERSON', value: value.includes(' ') ? value : (full.get(value) ?? value), pieces: [{ utterance, start, end }], reason, score };
  });
}

/** Spelled letters count as the name that they spell. */
function valueOf(look: Look, { from, to }: { from: number; to: number }): string {
  const spelled = spelledFrom(look.tokens, from);
  if (spelled !== null && spelled.to === to) return spelled.letters;
  const parts: string[] = [];
  for (let at = from; at < to; at += 1) if (look.isWord(at)) parts.push(look.word(at));
  return parts.join(' ');
}

function namesIn(look: Look, topic: Topic | null, naming: boolean): NamesByRules {
  const [ranges, things]: [NameRange[], [number, number][]] = [[], []];
  const answers = topic === 'name' || topic === 'spelling';
  for (let at = 0; at < look.tokens.length; ) {
    const last = ranges.at(-1);
    const range = initialled(look, at) ?? spelledName(look, at, answers || naming || last !== undefined, last) ?? (look.possible(at) || look.double(at) || look.smallDouble(at) ? nameAt(look, at, answers, last?.to ?? -1) : null);
    if (typeof range === 'number') {
      things.push([at, Math.max(range, at + 1)]);
      at = Math.max(range, at + 1);
    }
    else if (range === null) at += 1;
    else {
      ranges.push(range);
      at = range.to;
    }
  }
  return { ranges, things };
}

/** "K. Ramaswamy", "J P Moreau"; "Mrs B"; "initials J.P.". */
function initialled(look: Look, at: number): NameRange | null {
  const letter = (i: number): boolean => look.isWord(i) && (look.tokens[i]?.end ?? 0) - (look.tokens[i]?.start ?? 0) === 1 && (look.large(i) || !/^[ai]$/.test(look.tokens[i]?.text ?? ''));
  if (!letter(at)) return null;
  let to = at;
  while (to - at < 7 && look.large(to) && letter(to) && look.tokens[to]?.text !== 'i' && (to === at || look.bound(to))) to += look.tokens[to + 1]?.text === '.' ? 2 : 1;
  const dotted = look.tokens[at + 1]?.text === '.';
  const named = to > at && look.large(to) && look.possible(to) && (look.tokens[to]?.start ?? 0) - (look.tokens[to - 1]?.end ?? 0) <= 1;
  if (named && (look.last(to) || (dotted && look.likely(to))) && (dotted || look.word(at) !== 'a')) return { from: at, to: to + 1, score: 0.8, reason: 'initials and a family name' };
  const before = look.tokens[at - 1]?.text === '.' ? (look.tokens[at - 2]?.text ?? '') : (look.tokens[at - 1]?.text ?? '');
  const asked = /^initials?$/.test(before) || (/^(?:is|are|:)$/.test(before) && /^initials?$/.test(look.tokens[at - 2]?.text ?? ''));
  if (!asked && !/^(?:mr|mrs|ms|miss|mister|missus|auntie|uncle|sister)$/.test(before)) return null;
  let end = at + 1;
  while (asked && end - at < 7 && (letter(end) || (look.tokens[end]?.text === '.' && letter(end - 1)))) end += 1;
  return { from: at, to: end, score: 0.9, reason: 'initials', spelled: true };
}

/** Letters one by one where a name was asked for or just given, or large ones joined by hyphens. */
function spelledName(look: Look, at: number, naming: boolean, last: NameRange | undefined): NameRange | null {
  const token = look.tokens[at];
  if (token === undefined || (token.end - token.start > 1 && token.text !== 'double' && token.text !== 'capital')) return null;
  if (!naming && !(look.tokens[at + 1]?.text === '-' && look.large(at) && look.tokens[at + 3]?.text === '-')) return null;
  // Two letters spell what was said right before: "Ng, N G".
  const said = last !== undefined && at - last.to <= 3 ? look.word(last.to - 1) : '';
  const spelled = spelledFrom(look.tokens, at, said.length === 2 ? 2 : 3);
  return spelled === null || (spelled.letters.length < 3 && spelled.letters !== said) ? null : { from: spelled.from, to: spelled.to, score: 0.85, reason: 'spelled letter by letter', spelled: true };
}

/** Parts of names that were found, said again without what announced them. */
function saidAgain(look: Look, utterance: number, full: ReadonlyMap<string, string>, found: readonly Place[]): Place[] {
  const again: Place[] = [];
  let taken: Set<number> | undefined;
  for (let at = 0; at < look.tokens.length; at += 1) {
    const word = look.word(at);
    if (word === '' || !full.has(word) || !look.possible(at)) continue;
    if (look.small ? false : !look.large(at)) continue;
    taken ??= takenBy(found);
    if (!taken.has(at) && !/^(?:street|road|bank|inc|ltd|avenue|lane|store)$/.test(look.tokens[at + 1]?.text ?? '')) again.push({ utterance, from: at, to: at + 1, score: 0.7, reason: 'name said elsewhere' });
  }
  return again;
}

function takenBy(found: readonly Place[]): Set<number> {
  const taken = new Set<number>();
  for (const range of found) for (let at = range.from; at < range.to; at += 1) taken.add(at);
  return taken;
}
