import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/event-sourcing';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { conversationOf } from '../../domain/conversation-of.js';
import type { HeardSound } from '../../domain/heard-sound.js';
import { withoutInventions } from '../../domain/utterances/invented-speech.js';
import { matchVoices, renumberVoices } from '../../domain/voices/match-voices.js';
import type { SpeechSegment, VoicePrint } from '../../ports/speech.port.js';
import type { EngineLease, Heard, TranscriptionEngine, TranscriptionWork } from '../../ports/transcription-engine.port.js';
import type { Stretch } from '../audio/normalised-wav.js';
import { areTheSame, isAudible, loudness, SAMPLE_RATE, toWav } from '../audio/pcm.js';
import { wavWindows, type AudioWindow } from '../audio/wav-windows.js';
import { OpenAiSpeech } from './openai-speech.adapter.js';
import { waitUntilReady } from './wait-until-ready.js';

/** A request holds at most so much. */
const WINDOW_SECONDS = 600;

/** Collects what the windows of a recording hold. */
interface Hearing {
  readonly segments: Map<number, SpeechSegment[]>;
  readonly mixed: Set<number>;
  readonly voices: Map<number, readonly VoicePrint[]>;
  model: string;
  language: string | null;
  durationMs: number;
  speechMs: number | null;
}

/** Speech by any server with OpenAI's route. Each channel is heard apart, so nobody has to guess who speaks. */
@Injectable()
export class SpeechEngine implements TranscriptionEngine, OnApplicationShutdown {
  private readonly url: string | undefined;
  private readonly speech: OpenAiSpeech | undefined;

  constructor(
    @Inject(CLAIM_CHECKS) private readonly claimChecks: Pick<ClaimChecks, 'stream'>,
    @Inject(SERVICE_CONFIG) { env }: ServiceConfig,
  ) {
    this.url = env.WHISPER_URL;
    this.speech = this.url === undefined ? undefined : new OpenAiSpeech({ url: this.url, model: env.WHISPER_MODEL, apiKey: env.WHISPER_API_KEY });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.speech?.close();
  }

  async transcribe(work: TranscriptionWork, lease: EngineLease): Promise<Heard> {
    return conversationOf(await this.listen(work, lease), work);
  }

  /** Hears a recording, or a stretch of it, without saying who is who. */
  async listen(work: TranscriptionWork, lease: EngineLease, stretch?: Stretch): Promise<HeardSound> {
    if (this.url === undefined || !this.speech) throw new DomainError('SPEECH.NOT_CONFIGURED', 'no speech engine is running: install Python 3 and start again, or set WHISPER_URL, then re-submit the call');
    await waitUntilReady(this.url, lease);
    const content = await this.claimChecks.stream(work.tenantId, work.source, { actor: 'service:transcription', purpose: 'transcribe' });
    const hearing: Hearing = { segments: new Map(), mixed: new Set(), voices: new Map(), model: '', language: null, durationMs: 0, speechMs: null };
    for await (const window of wavWindows(content, WINDOW_SECONDS, stretch)) await this.hear(window, hearing, work, lease, this.speech);
    const { segments, mixed, voices, ...about } = hearing;
    return { ...about, channels: [...segments].map(([channel, heard]) => ({ channel, isMixed: mixed.has(channel), segments: heard, voices: voices.get(channel) ?? [] })) };
  }

  private async hear(window: AudioWindow, hearing: Hearing, work: TranscriptionWork, lease: EngineLease, speech: OpenAiSpeech): Promise<void> {
    const isMixed = areTheSame(window.channels);
    const channels = isMixed ? window.channels.slice(0, 1) : window.channels;
    const windowMs = ((window.channels[0]?.length ?? 0) / SAMPLE_RATE) * 1000;
    hearing.durationMs = window.startMs + windowMs;
    for (const [channel, samples] of channels.entries()) {
      if (isMixed || channels.length === 1) hearing.mixed.add(channel);
      const frames = loudness(samples);
      if (!isAudible(frames, 0, windowMs)) continue;
      await lease.assertHeld();
      const { language, vocabulary } = work;
      const answer = await speech.transcribe({ wav: toWav(samples), durationMs: windowMs, language, vocabulary, isMixed: hearing.mixed.has(channel), signal: lease.signal });
      hearing.model = answer.model;
      hearing.language ??= answer.language;
      if (answer.speechMs !== null) hearing.speechMs = (hearing.speechMs ?? 0) + answer.speechMs;
      const matched = matchVoices(hearing.voices.get(channel) ?? [], answer.voices ?? []);
      hearing.voices.set(channel, matched.voices);
      const heard = withoutInventions(renumberVoices(answer.segments, matched.numbers), (startMs, endMs) => isAudible(frames, startMs, endMs));
      hearing.segments.set(channel, [...(hearing.segments.get(channel) ?? []), ...heard.map((segment) => later(segment, window.startMs))]);
    }
  }
}

function later(segment: SpeechSegment, ms: number): SpeechSegment {
  const move = <T extends { startMs: number; endMs: number }>(timed: T): T => ({ ...timed, startMs: timed.startMs + ms, endMs: timed.endMs + ms });
  return { ...move(segment), words: segment.words.map(move) };
}
