/** Of a speech server: `loading` until the model is in memory, `down` when nothing answers. */
export type SpeechState = 'loading' | 'ready' | 'failed' | 'down';

const TIMEOUT_MS = 2_000;

/** Asks a speech server how it is. One without `/health`, as OpenAI's, is ready when it answers at all. */
export async function askSpeechState(url: string): Promise<SpeechState> {
  try {
    const response = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { status } = (await response.json().catch(() => ({}))) as { status?: string };
    return status === 'loading' || status === 'failed' ? status : 'ready';
  } catch {
    return 'down';
  }
}
