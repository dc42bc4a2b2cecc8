import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { EngineLease } from '../../ports/transcription-engine.port.js';
import { SpeechUnavailable } from './speech.errors.js';

const PATIENCE_MS = 15 * 60_000;
const PAUSE_MS = 500;

/** What operators are told while it waits. */
const WORDS = {
  loading: 'the speech server, which loads its model',
  unreachable: 'the speech server, which does not answer: start it, or set WHISPER_URL right',
} as const;

/**
 * Waits for a speech server that is starting or loads its model, so that this costs a job no tries. A server without `/health` counts as ready.
 * Meanwhile the job says what it waits for.
 * @throws SpeechUnavailable SPEECH.UNREACHABLE or SPEECH.LOADING after 15 minutes; the signal's reason when it aborts.
 */
export async function waitUntilReady(url: string, { signal, waitsFor }: Pick<EngineLease, 'signal' | 'waitsFor'>, patienceMs = PATIENCE_MS): Promise<void> {
  const health = new URL('/health', url);
  const until = performance.now() + patienceMs;
  for (let told = ''; ; ) {
    signal.throwIfAborted();
    const state = await ask(health, signal);
    if (state === 'ready') {
      if (told !== '') await waitsFor(null);
      return;
    }
    if (state !== told) await waitsFor(WORDS[state]);
    told = state;
    if (performance.now() >= until) {
      throw state === 'loading'
        ? new SpeechUnavailable('SPEECH.LOADING', 'the speech model is still loading')
        : new SpeechUnavailable('SPEECH.UNREACHABLE', 'the speech server cannot be reached: is it running, and is WHISPER_URL right?');
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function ask(health: URL, signal: AbortSignal): Promise<'ready' | 'loading' | 'unreachable'> {
  try {
    const { body } = await request(health, { signal, headersTimeout: 5_000, bodyTimeout: 5_000 });
    const text = await body.text();
    return /"status"\s*:\s*"loading"/.test(text) ? 'loading' : 'ready';
  } catch {
    return 'unreachable';
  }
}
