import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationThread } from '@callmesh/insights';
import type { RunningCallmesh } from './running-callmesh.js';

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

/**
 * Hands a recording in and waits for its call note.
 * @throws when the note was not applied.
 */
export async function sendThrough(callmesh: RunningCallmesh, recording: Buffer, metadata: object): Promise<Passage> {
  const speechBefore = await speechUntilNow(callmesh);
  const form = new FormData();
  form.set('metadata', JSON.stringify(metadata));
  form.set('file', new Blob([new Uint8Array(recording)]), 'call.wav');
  const answer = await callmesh.call<{ conversationId: string; status: string }>('POST', '/api/v1/calls', form);
  if (answer?.status !== 'accepted') throw new Error(`the recording was not accepted: ${JSON.stringify(answer)}`);

  const thread = await settled(callmesh, answer.conversationId);
  // The recording is put together from several calls, so actions for other customers than the caller may be refused.
  const note = thread.actions.find(({ kind }) => kind === 'call-note');
  if (note?.state !== 'applied') throw new Error(`the call note is ${note?.state ?? 'missing'}: ${note?.reason ?? thread.reason ?? ''}`);
  // Each of several actions has a review and an application of its own; they run side by side, so the longest counts.
  const longest = (name: string): number => Math.max(0, ...thread.stages.filter((stage) => stage.name === name).map(({ ms }) => ms));
  const totalMs = ['capture', 'transcription', 'extraction', 'review', 'application'].map(longest).reduce((sum, ms) => sum + ms, 0);
  const speechMs = (await speechUntilNow(callmesh)) - speechBefore;
  return { totalMs, speechMs, besideSpeechMs: totalMs - speechMs, captureMs: longest('capture'), transcriptionMs: longest('transcription') };
}

async function settled(callmesh: RunningCallmesh, conversationId: string): Promise<ConversationThread> {
  for (;;) {
    const thread = await callmesh.call<ConversationThread>('GET', `/api/v1/conversations/${conversationId}/thread`);
    if (thread?.settled) return thread;
    await sleep(100);
  }
}

/** Sum over all channels, from the engine's own log. */
async function speechUntilNow({ dataDir }: RunningCallmesh): Promise<number> {
  const lines = [...(await readFile(path.join(dataDir, 'whisper.log'), 'utf8')).matchAll(/transcribed [\d.]+ s of audio in ([\d.]+) s/g)];
  return Math.round(lines.reduce((sum, [, took]) => sum + Number(took), 0) * 1000);
}
