import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const engine = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../engines/whisper');
const python = path.join(engine, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const READY_WITHIN_MS = 60_000;

/** Why the local speech engine cannot run here; null when it can. On a CI machine that is never a reason to skip. */
export function speechMissing(): string | null {
  if (existsSync(python)) return null;
  const reason = 'the local speech engine is not installed: node engines/whisper/install.mjs';
  if (process.env.CI === 'true') throw new Error(reason);
  return reason;
}

/** A running speech server. */
export interface RunningSpeech {
  readonly url: string;
  /** Process id. */
  readonly pid: number;
  /** Milliseconds from start until its health said that the model is loaded. */
  readonly readyAfterMs: number;
  /** @throws when the server does not end by itself after a SIGTERM. */
  stop(): Promise<void>;
}

/** Starts the speech server on a free port and waits until its model is loaded. */
export async function startSpeech(): Promise<RunningSpeech> {
  const started = performance.now();
  const child = spawn(python, [path.join(engine, 'main.py'), '--port', '0', '--parent', String(process.pid)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const exited = once(child, 'exit');
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]) => JSON.parse(String(text)) as { listening: string });
  const ended = exited.then((): never => {
    throw new Error('the speech server ended before it was ready');
  });
  const { listening: url } = await Promise.race([line, ended]);
  await Promise.race([untilReady(url), ended]);
  ended.catch(() => undefined);
  return {
    url,
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - started,
    async stop() {
      child.kill('SIGTERM');
      const late = sleep(10_000, 'late' as const, { ref: false });
      if ((await Promise.race([exited, late])) !== 'late') return;
      child.kill('SIGKILL');
      throw new Error('the speech server did not end within 10 s of a SIGTERM');
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(100)) {
    const { status } = (await (await fetch(`${url}/health`)).json()) as { status: string };
    if (status === 'ready') return;
    if (status === 'failed') throw new Error('the speech model could not be loaded');
  }
  throw new Error(`the speech model was not loaded within ${READY_WITHIN_MS} ms`);
}

/** What the server heard in one channel of a recording (or in its mix). Times are seconds. */
export interface Heard {
  readonly text: string;
  readonly duration: number;
  readonly segments: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly words: readonly { readonly word: string; readonly start: number; readonly end: number; readonly probability: number }[];
}

/** Sends a recording; `channel` is 0-based, null hears all channels mixed. */
export async function transcribe(url: string, bytes: Uint8Array<ArrayBuffer>, channel: number | null): Promise<Heard> {
  const form = new FormData();
  form.set('file', new Blob([bytes]), 'recording');
  form.set('model', 'tiny.en');
  form.set('response_format', 'verbose_json');
  form.append('timestamp_granularities[]', 'word');
  if (channel !== null) form.set('channel', String(channel));
  const response = await fetch(`${url}/v1/audio/transcriptions`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`the speech server answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Heard;
}
