import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Times of one recording's way. */
export interface Passage {
  /** From receiving the file to the applied note: capture, transcription, extraction, review and application. */
  readonly totalMs: number;
  /** What the speech engine says that it took. */
  readonly speechMs: number;
  readonly besideSpeechMs: number;
  readonly captureMs: number;
  readonly transcriptionMs: number;
}

interface Report {
  readonly calls: readonly { readonly status: string; readonly reason?: string; readonly stages: readonly { readonly name: string; readonly ms: number }[]; readonly actions: readonly { readonly kind: string; readonly state: string }[] }[];
}

/**
 * Sends a recording through a callmesh of its own (`callmesh demo --once`), as a person would.
 * @throws when its call note was not applied.
 */
export async function sendThrough(recording: string, dataDir: string, env: Readonly<Record<string, string>>): Promise<Passage> {
  await mkdir(dataDir, { mode: 0o711 });
  const { calls } = await demo(recording, dataDir, env);
  const [call] = calls;
  const noted = call?.actions.some(({ kind, state }) => kind === 'call-note' && state === 'applied');
  if (!call || !noted) throw new Error(`the recording did not come to an applied note: ${JSON.stringify(call)}`);
  // Each of several actions has a review and an application of its own; they run side by side, so the longest counts.
  const longest = (name: string): number => Math.max(0, ...call.stages.filter((stage) => stage.name === name).map(({ ms }) => ms));
  const totalMs = ['capture', 'transcription', 'extraction', 'review', 'application'].map(longest).reduce((sum, ms) => sum + ms, 0);
  const speechMs = await speechOf(path.join(dataDir, 'whisper.log'));
  return { totalMs, speechMs, besideSpeechMs: totalMs - speechMs, captureMs: longest('capture'), transcriptionMs: longest('transcription') };
}

async function demo(recording: string, dataDir: string, env: Readonly<Record<string, string>>): Promise<Report> {
  const args = ['apps/callmesh/dist/main.js', 'demo', '--once', '--json', '--data', dataDir, '--out', path.join(dataDir, 'out'), recording];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (text) => (stdout += String(text)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  // The recording is put together from several calls, so actions for other customers than the caller are refused and end with 1.
  if (stdout === '') throw new Error(`callmesh demo ended with ${code} and said nothing`);
  return JSON.parse(stdout) as Report;
}

/** Sum over the channels, from the engine's own log. */
async function speechOf(log: string): Promise<number> {
  const lines = [...(await readFile(log, 'utf8')).matchAll(/transcribed [\d.]+ s of audio in ([\d.]+) s/g)];
  return Math.round(lines.reduce((sum, [, took]) => sum + Number(took), 0) * 1000);
}
