import { Readable } from 'node:stream';
import type { Transcript } from '@callmesh/contracts';
import { redact } from '@callmesh/redaction';
import { loadEnvironment } from '@callmesh/service-defaults';
import type { TranscriptionWork } from '../../ports/transcription-engine.port.js';
import { SpeechEngine } from './speech-engine.adapter.js';

/** Nothing is stored, so nothing has an owner. */
const NOBODY = 'measured';

/**
 * Hears one recording as a transcription job does, engine and redaction included, without storing anything: for measuring.
 * @param url speech server with OpenAI's route.
 * @param wav 16 kHz, 16 bit, one or two channels.
 * @param redacted false only for invented calls, in order to compare every word with the script.
 */
export async function hearRecording(url: string, wav: Buffer, about: Pick<TranscriptionWork, 'channelRoles' | 'language' | 'vocabulary'>, redacted = true): Promise<Transcript> {
  const engine = new SpeechEngine({ stream: async () => Readable.from([wav]) }, { name: 'transcription', env: loadEnvironment({ WHISPER_URL: url }) });
  try {
    const source = { uri: `measured:${NOBODY}`, sha256: '', bytes: wav.length, mediaType: 'audio/wav' };
    const call = { platform: NOBODY, platformCallId: NOBODY, startedAt: 0, timeZone: 'UTC', direction: 'inbound', agentId: NOBODY, durationMs: null, customer: null, consent: 'granted', assumed: [] };
    const lease = { signal: new AbortController().signal, assertHeld: async () => undefined, waitsFor: async () => undefined };
    const { utterances, ...heard } = await engine.transcribe({ tenantId: NOBODY, conversationId: NOBODY, call, source, ...about }, lease);
    const transcript = { conversationId: NOBODY, version: 1, ...heard, utterances, redactions: [] };
    if (!redacted) return transcript;
    const { utterances: clean, spans, values } = redact(utterances);
    const redactions = [...new Map(spans.map(({ placeholder, type }) => [placeholder, { placeholder, type, kept: values.has(placeholder) }])).values()];
    return { ...transcript, utterances: clean, redactions };
  } finally {
    await engine.onApplicationShutdown();
  }
}
