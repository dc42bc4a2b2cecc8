import { Unprocessable } from '../../domain/refusals.errors.js';
import type { RandomAccess } from '../../ports/random-access.port.js';
import { findTruncation } from './find-truncation.js';
import { openAudio, type OpenedAudio } from './open-audio.js';
import { recogniseContainer, type Container } from './recognise-container.js';
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from './wav-header.js';

const SHORTEST_MS = 200;

/** What the sound turned out to be. */
export interface NormalisedAudio {
  readonly container: Container;
  readonly channels: 1 | 2;
  readonly durationMs: number;
}

/**
 * Checks received bytes as far as that is possible without decoding them.
 * @returns the container.
 * @throws Unprocessable AUDIO.EMPTY, AUDIO.UNREADABLE, AUDIO.TRUNCATED
 */
export async function inspectAudio(source: RandomAccess): Promise<Container> {
  if (source.size === 0) throw new Unprocessable('AUDIO.EMPTY', 'the file is empty: send the recording again');
  const recognised = await recogniseContainer(source);
  if (recognised.kind === 'other') throw new Unprocessable('AUDIO.UNREADABLE', `this is no recording but ${recognised.what}: send audio (wav, mp3, ogg, m4a, flac) or a WebVTT or JSON transcript`);
  const missing = await findTruncation(recognised.container, source);
  if (missing !== null) throw truncated(missing);
  return recognised.container;
}

/**
 * Decodes a recording to 16 kHz, signed 16 bit, one or two channels, a piece at a time.
 * @param write takes interleaved samples; awaited, so nothing piles up.
 * @throws Unprocessable AUDIO.* with what is wrong and what to do.
 */
export async function normaliseAudio(source: RandomAccess, maxDurationMs: number, write: (samples: Buffer) => Promise<void>): Promise<NormalisedAudio> {
  const container = await inspectAudio(source);
  const audio = await openAudio(source, container);
  try {
    const durationMs = await decodeAll(audio, maxDurationMs, write);
    return { container, channels: audio.channels, durationMs };
  } finally {
    await audio.close();
  }
}

async function decodeAll(audio: OpenedAudio, maxDurationMs: number, write: (samples: Buffer) => Promise<void>): Promise<number> {
  let samples = 0;
  for await (const chunk of audio.samples()) {
    samples += chunk.length / (BYTES_PER_SAMPLE * audio.channels);
    if (milliseconds(samples) > maxDurationMs) {
      throw new Unprocessable('AUDIO.TOO_LONG', `the recording is longer than ${Math.round(maxDurationMs / 60_000)} minutes: raise CALLMESH_MAX_AUDIO_MINUTES, or split it`, { maxDurationMs });
    }
    await write(chunk);
  }
  if (samples === 0) throw new Unprocessable('AUDIO.EMPTY', 'the recording has a header but no sound behind it: export it again from its platform');
  if (audio.declaredSamples !== null && audio.declaredSamples - samples > SAMPLE_RATE / 10) {
    throw truncated(`its header declares ${(audio.declaredSamples / SAMPLE_RATE).toFixed(1)} s of sound, ${(samples / SAMPLE_RATE).toFixed(1)} s are there`);
  }
  if (milliseconds(samples) < SHORTEST_MS) {
    throw new Unprocessable('AUDIO.TOO_SHORT', `the recording lasts ${milliseconds(samples)} ms: nothing can be said in less than ${SHORTEST_MS} ms`);
  }
  return milliseconds(samples);
}

const milliseconds = (samples: number): number => Math.round((samples * 1000) / SAMPLE_RATE);

function truncated(missing: string): Unprocessable {
  return new Unprocessable('AUDIO.TRUNCATED', `the recording was cut: ${missing}; fetch it again from its platform and re-submit it`);
}
