import type { Entity } from '@callmesh/contracts';
import type { Finding, Reading } from '../finding.js';
import { resolveDue } from '../language/due-date.js';
import { evidenceOf, wordsAsWritten } from '../language/evidence.js';
import type { Reference } from '../language/references.js';
import { timePhrases } from '../language/time-phrases.js';
import type { Sentence } from '../language/tokens.js';
import { activeCues } from '../rules/active-cues.js';
import { confidenceOf } from '../rules/confidence.js';
import { doubtPoints, unclearWords } from '../rules/penalties.js';
import type { Lists } from '../rules/pattern.js';
import { readRulePack, type Calibration, type RulePack } from '../rules/rule-pack.js';
import type { KindDefinition } from './kind-definition.js';
import { likeness, readExample, type Example } from './similar-sentence.js';

/** A tenant's kind, ready to be looked for. */
export interface OwnKindRules {
  readonly name: string;
  readonly version: number;
  readonly definition: KindDefinition;
  readonly pack: RulePack | null;
  readonly examples: readonly Example[];
}

const POINTS = 3;
/** A tenant's patterns are fitted to nothing: a clean match is worth 0.83, several a little more. */
const CALIBRATION: Calibration = { midpoint: 1.6, spread: 0.9, ceiling: 0.92 };
/** A sentence that shares most of its words with an example counts, for less than a pattern. */
const ALIKE = 0.6;

/**
 * Compiles a definition.
 * @param lists phrase lists of the shared pack.
 * @throws Error naming the pattern at fault.
 */
export function compileKind(name: string, version: number, definition: KindDefinition, lists: Lists): OwnKindRules {
  const { patterns, unless, speaker, examples, title } = definition;
  const said = patterns.length > 0 ? [{ id: 'patterns', role: 'said', speaker, weight: POINTS, any: patterns }] : [];
  const explained = unless.length > 0 ? [{ id: 'unless', role: 'void', any: unless }] : [];
  const pack = said.length > 0 ? readRulePack({ pack: name, version, language: 'en', about: title, rules: [...said, ...explained] }, lists) : null;
  return { name, version, definition, pack, examples: examples.map(readExample) };
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly sentence: Sentence;
  readonly points: number;
}

/** `insight.custom-identified`: one per kind and call, with every place where it was said. */
export function findOwnKind(kind: OwnKindRules, reading: Reading): Finding | null {
  const { definition } = kind;
  const places = [...byPatterns(kind, reading), ...byExamples(kind, reading)].sort((a, b) => b.points - a.points || a.from - b.from);
  const best = places[0];
  if (!best) return null;
  const more = Math.min(0.6, (new Set(places.map((p) => p.sentence)).size - 1) * 0.3);
  const confidence = confidenceOf(best.points + more - unclearWords(reading.conversation, [best]), CALIBRATION);
  const wanted = entityOf(reading, definition.entity, places);
  if (confidence < definition.threshold || (definition.entityRequired && definition.entity !== null && !wanted)) return null;
  const order = definition.entity === 'order' ? wanted : referenceOf(reading, 'order', places);
  const entities = [...new Map([wanted, order].flatMap((e): [string, Entity][] => (e ? [[`${e.kind} ${e.value}`, e]] : []))).values()];
  const data = { confidence, entities, evidence: evidenceOf(reading.conversation, places), kind: kind.name, kindVersion: kind.version, title: definition.title, orderId: order?.value ?? null };
  return { type: 'insight.custom-identified.v1', data };
}

function byPatterns({ pack }: OwnKindRules, { conversation, packs }: Reading): Place[] {
  if (!pack) return [];
  return activeCues(conversation, pack, packs)
    .filter((cue) => !cue.modifiers.has('negated') && !cue.modifiers.has('hypothetical'))
    .map((cue) => ({ from: cue.from, to: cue.to, sentence: cue.sentence, points: cue.weight - doubtPoints(cue) }));
}

function byExamples({ examples, definition: { speaker } }: OwnKindRules, { conversation }: Reading): Place[] {
  if (examples.length === 0) return [];
  return conversation.sentences.flatMap((sentence): Place[] => {
    if (speaker !== 'any' && sentence.speaker !== 'unknown' && sentence.speaker !== speaker) return [];
    const alike = likeness(conversation, sentence, examples);
    if (alike < ALIKE) return [];
    const points = 1.6 + ((alike - ALIKE) / (1 - ALIKE)) * 1.2 - (speaker !== 'any' && sentence.speaker === 'unknown' ? 2 : 0);
    return [{ from: sentence.from, to: sentence.to, sentence, points }];
  });
}

function entityOf(reading: Reading, wanted: KindDefinition['entity'], places: readonly Place[]): Entity | null {
  if (wanted === null) return null;
  return wanted === 'date' ? dateOf(reading, places) : referenceOf(reading, wanted, places);
}

/** The one of its kind that was named where the fact was said, or on the whole call; of several, none. */
function referenceOf({ conversation, references }: Reading, kind: Reference['kind'], places: readonly Place[]): Entity | null {
  const all = references.filter((r) => r.kind === kind);
  const near = all.filter((r) => places.some((p) => p.sentence === r.sentence));
  const candidates = near.length > 0 ? near : all;
  const [first] = candidates;
  if (!first || new Set(candidates.map((r) => r.value)).size > 1) return null;
  return { kind, value: first.value, party: null, text: wordsAsWritten(conversation, first.from, first.to), utteranceId: utteranceOf(conversation, first.from) };
}

function dateOf({ conversation, call }: Reading, places: readonly Place[]): Entity | null {
  for (const { sentence } of places) {
    for (const phrase of timePhrases(conversation, sentence)) {
      const date = resolveDue(phrase, call.startedAt, call.timeZone);
      if (date) return { kind: 'date', value: date.iso, party: null, text: wordsAsWritten(conversation, phrase.from, phrase.to), utteranceId: utteranceOf(conversation, phrase.from) };
    }
  }
  return null;
}

const utteranceOf = (conversation: Reading['conversation'], at: number): string => conversation.utterances[conversation.tokens[at]?.utterance ?? -1]?.id ?? '';
