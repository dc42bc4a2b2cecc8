import { CLAIM_CHECKS, type ClaimChecks } from '@callmesh/claim-check';
import type { SpeakerRole } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { interleave, type ChannelSpeech } from '../../domain/utterances/interleave.js';
import { withoutInventions } from '../../domain/utterances/invented-speech.js';
import type { SpeechSegment } from '../../ports/speech.port.js';
import type { EngineLease, Heard, TranscriptionEngine, TranscriptionWork } from '../../ports/transcription-engine.port.js';
import { areTheSame, isAudible, loudness, SAMPLE_RATE, toWav } from '../audio/pcm.js';
import { wavWindows, type AudioWindow } from '../audio/wav-windows.js';
import { OpenAiSpeech } from './openai-speech.adapter.js';
import { waitUntilReady } from './wait-until-ready.js';

/** Collects what the windows of a recording hold. */
interface Hearing {
  readonly segments: Map<number, SpeechSegment[]>;
  readonly mixed: Set<number>;
  model: string;
  language: string | null;
  durationMs: number;
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
    if (this.url === undefined || !this.speech) throw new DomainError('SPEECH.NOT_CONFIGURED', 'no speech engine is running: install Python 3 and start again, or set WHISPER_URL, then re-submit the call');
    await waitUntilReady(this.url, lease);
    const reader = { actor: 'service:transcription', purpose: 'transcribe' };
    const content = await this.claimChecks.stream(work.tenantId, work.source, reader);
    const hearing: Hearing = { segments: new Map(), mixed: new Set(), model: '', language: null, durationMs: 0 };
    for await (const window of wavWindows(content)) await this.hear(window, hearing, work, lease, this.speech);

    const channels: ChannelSpeech[] = [...hearing.segments].map(([channel, segments]) => ({
      channel,
      speaker: hearing.mixed.has(channel) ? 'unknown' : roleOf(work.channelRoles[channel]),
      segments,
    }));
    return { engine: 'whisper', engineVersion: hearing.model || 'unknown', language: work.language ?? hearing.language, durationMs: Math.round(hearing.durationMs), utterances: interleave(channels) };
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
      const answer = await speech.transcribe({ wav: toWav(samples), durationMs: windowMs, language, vocabulary, signal: lease.signal });
      hearing.model = answer.model;
      hearing.language ??= answer.language;
      const heard = withoutInventions(answer.segments, (startMs, endMs) => isAudible(frames, startMs, endMs));
      hearing.segments.set(channel, [...(hearing.segments.get(channel) ?? []), ...heard.map((segment) => later(segment, window.startMs))]);
    }
  }
}

const roleOf = (role: string | undefined): SpeakerRole => (role === 'agent' || role === 'customer' ? role : 'unknown');

function later(segment: SpeechSegment, ms: number): SpeechSegment {
  const move = <T extends { startMs: number; endMs: number }>(timed: T): T => ({ ...timed, startMs: timed.startMs + ms, endMs: timed.endMs + ms });
  return { ...move(segment), words: segment.words.map(move) };
}
