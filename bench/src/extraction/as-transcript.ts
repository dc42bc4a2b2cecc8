import type { CallContext, Transcript, Utterance } from '@callmesh/contracts';
import type { Dialogue } from './dialogue.js';

/** About 150 words a minute, and a breath between two speakers. */
const MS_PER_WORD = 400;
const MS_BETWEEN = 300;

/** A dialogue as a perfect recogniser would have written it: an utterance per line, without times of single words. */
export function asTranscript({ id, lines }: Dialogue): Transcript {
  let clock = 0;
  const utterances = lines.map((line, at): Utterance => {
    const startMs = clock;
    const endMs = startMs + line.text.split(/\s+/).length * MS_PER_WORD;
    clock = endMs + MS_BETWEEN;
    return { id: `u${at + 1}`, speaker: line.speaker, channel: null, text: line.text, startMs, endMs, confidence: null, words: [] };
  });
  return { conversationId: id, version: 1, engine: 'script', engineVersion: '1', language: 'en', durationMs: clock, utterances, redactions: [] };
}

/** What the platform would have said beside it. */
export function callOf({ id, startedAt, timeZone }: Dialogue, durationMs: number): CallContext {
  return { platform: 'corpus', platformCallId: id, startedAt, timeZone, direction: 'inbound', agentId: 'a-1', durationMs, customer: null, consent: 'granted', assumed: [] };
}
