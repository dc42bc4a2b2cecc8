import type { CallContext, SpeakerRole, Transcript } from '@callmesh/contracts';
import { localEngine } from '../analyse.js';
import type { RulePacks } from '../finding.js';
import { readConversation } from '../language/tokens.js';
import { activeCues } from '../rules/active-cues.js';
import type { RulePack } from '../rules/rule-pack.js';
import type { PackExample, ReadPack } from './pack-text.js';
import { replaceable, replacePacks } from './replace-packs.js';

/** How an example went; `faults` is empty when it did as it should. */
export interface ExampleResult {
  readonly say: string;
  readonly faults: readonly string[];
}

const SPEAKERS: Readonly<Record<string, SpeakerRole>> = { A: 'agent', C: 'customer', U: 'unknown' };
const MS_PER_CHARACTER = 60;
/** Any call will do: examples are about words. A Thursday in California. */
const CALL: CallContext = { platform: 'example', platformCallId: 'example', startedAt: Date.parse('2026-11-12T15:20:30-08:00'), timeZone: 'America/Los_Angeles', direction: 'inbound', agentId: 'example', durationMs: null, customer: null, consent: 'granted', assumed: [] };

/** `C: …`, `A: …` and `U: …`; without a letter the customer speaks. */
function transcriptOf(say: PackExample['say']): Transcript {
  let clock = 0;
  const utterances = [say].flat().map((turn, i) => {
    const [, letter = 'C', text = turn] = /^([ACU]):\s*(.*)$/s.exec(turn) ?? [];
    const startMs = clock;
    const endMs = startMs + text.length * MS_PER_CHARACTER;
    clock = endMs + 300;
    return { id: `u${i + 1}`, speaker: SPEAKERS[letter] ?? 'unknown', channel: null, text, startMs, endMs, confidence: null, words: [] };
  });
  return { conversationId: 'example', version: 1, engine: 'example', engineVersion: '1', language: 'en', durationMs: clock, utterances, redactions: [] };
}

/** Tries a pack's examples: with the pack alone, and with the engine as it would be. */
export function tryExamples({ pack, examples }: ReadPack, packs: RulePacks): ExampleResult[] {
  const engine = replaceable(packs).includes(pack.name) ? localEngine(replacePacks(packs, [pack])) : null;
  const ids = new Set(pack.rules.map(({ id }) => id));
  return examples.map((example) => {
    const transcript = transcriptOf(example.say);
    const matched = rulesMatching(transcript, pack, packs);
    const strange = [...(example.expect ?? []), ...(example.not ?? [])].filter((id) => !ids.has(id));
    const facts = example.facts && engine ? engine(transcript, CALL).insights.map(({ type }) => type.replace(/\.v\d+$/, '')) : null;
    const faults = [
      ...strange.map((id) => `the pack has no rule ${id}`),
      ...(example.expect ?? []).filter((id) => ids.has(id) && !matched.has(id)).map((id) => `${id} does not match`),
      ...(example.expect?.length === 0 && matched.size > 0 ? [`${[...matched].join(', ')} should not match`] : []),
      ...(example.not ?? []).filter((id) => matched.has(id)).map((id) => `${id} should not match`),
      ...(example.facts && !engine ? ['facts can be told of packs that a kind reads alone'] : []),
      ...(facts && same(facts, example.facts ?? []) ? [] : facts ? [`the engine finds ${facts.length === 0 ? 'nothing' : facts.join(', ')} instead of ${example.facts?.join(', ') || 'nothing'}`] : []),
    ];
    return { say: [example.say].flat().join(' / '), faults };
  });
}

const same = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join();

function rulesMatching(transcript: Transcript, pack: RulePack, packs: RulePacks): Set<string> {
  const around = { [pack.name]: pack, ...(pack.name === packs.modifiers.name ? {} : { modifiers: packs.modifiers }) } as unknown as RulePacks;
  const cues = activeCues(readConversation(transcript.utterances), pack, { ...around, modifiers: pack.name === packs.modifiers.name ? pack : packs.modifiers });
  return new Set(cues.filter(({ modifiers }) => !modifiers.has('negated') && !modifiers.has('hypothetical')).map(({ rule }) => rule.id));
}
