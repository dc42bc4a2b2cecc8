import type { CallContext, SpeakerRole, Transcript, Utterance } from '@callmesh/contracts';

/** Thursday 12 November 2026, 15:20 in Los Angeles. */
const STARTED_AT = Date.parse('2026-11-12T15:20:30-08:00');

export const CONVERSATION = '5f0f8d3c-8f53-5d36-9b7e-0d8a0f4c1a11';

export function callContext(overrides: Partial<CallContext> = {}): CallContext {
  return {
    platform: 'upload',
    platformCallId: 'call-1',
    startedAt: STARTED_AT,
    timeZone: 'America/Los_Angeles',
    direction: 'inbound',
    agentId: 'a-101',
    durationMs: 60_000,
    customer: null,
    consent: 'granted',
    assumed: [],
    ...overrides,
  };
}

const SPEAKERS: Readonly<Record<string, SpeakerRole>> = { A: 'agent', C: 'customer', U: 'unknown' };
const MS_PER_CHARACTER = 60;

/** Turns as `A: …`, `C: …` or `U: …`, each an utterance; words get times and `confidence` when it is given. */
export function transcriptOf(turns: readonly string[], options: { confidence?: number; language?: string } = {}): Transcript {
  let clock = 0;
  const utterances = turns.map((turn, i): Utterance => {
    const text = turn.slice(turn.indexOf(':') + 1).trim();
    const startMs = clock;
    let cursor = 0;
    const words = text.split(' ').map((word) => {
      const at = startMs + cursor * MS_PER_CHARACTER;
      cursor += word.length + 1;
      return { text: word, startMs: at, endMs: at + word.length * MS_PER_CHARACTER, confidence: options.confidence ?? null };
    });
    clock += (text.length + 5) * MS_PER_CHARACTER;
    const endMs = startMs + text.length * MS_PER_CHARACTER;
    return { id: `u${i + 1}`, speaker: SPEAKERS[turn.slice(0, 1)] ?? 'unknown', channel: 0, text, startMs, endMs, confidence: null, words: options.confidence === undefined ? [] : words };
  });
  return { conversationId: CONVERSATION, version: 1, engine: 'test', engineVersion: '1', language: options.language ?? 'en', durationMs: clock, utterances, redactions: [] };
}
