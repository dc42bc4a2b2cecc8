import { Readable } from 'node:stream';
import type { Utterance } from '@callmesh/contracts';
import { loadEnvironment } from '@callmesh/service-defaults';
import { conversationOf } from '../../domain/conversation-of.js';
import { SpeechEngine } from './speech-engine.adapter.js';

/** A word and the voice that it was given to; null when nobody can tell. */
export interface VoicedWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly voice: number | null;
}

const NOBODY = 'measured';

/**
 * Hears a one-channel recording as a transcription job does, without storing anything: for measuring who said what.
 * @param url speech server with OpenAI's route and our addition of speakers.
 * @param wav 16 kHz, 16 bit, one channel.
 */
export async function listenToRecording(url: string, wav: Buffer, direction: string): Promise<{ readonly words: readonly VoicedWord[]; readonly utterances: readonly Utterance[] }> {
  const engine = new SpeechEngine({ stream: async () => Readable.from([wav]) }, { name: 'transcription', env: loadEnvironment({ WHISPER_URL: url }) });
  try {
    const source = { uri: `measured:${NOBODY}`, sha256: '', bytes: wav.length, mediaType: 'audio/wav' };
    const call = { platform: NOBODY, platformCallId: NOBODY, startedAt: 0, timeZone: 'UTC', direction, agentId: NOBODY, durationMs: null, customer: null, consent: 'granted', assumed: [] };
    const work = { tenantId: NOBODY, conversationId: NOBODY, call, source, channelRoles: ['unknown'], language: 'en', vocabulary: [] };
    const lease = { signal: new AbortController().signal, assertHeld: async () => undefined, waitsFor: async () => undefined };
    const sound = await engine.listen(work, lease);
    const words = sound.channels.flatMap(({ segments }) => segments.flatMap((segment) => segment.words)).map(({ startMs, endMs, speaker }) => ({ startMs, endMs, voice: speaker ?? null }));
    return { words, utterances: conversationOf(sound, work).utterances };
  } finally {
    await engine.onApplicationShutdown();
  }
}
