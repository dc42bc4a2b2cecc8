import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConversationThread } from '@callmesh/insights';
import { eventually, type CallmeshProcess } from './callmesh-process.js';

const samples = path.join(process.cwd(), 'samples');

/** A call to hand in. */
export interface SampleCall {
  readonly fileName: string;
  readonly content: Buffer;
  readonly metadata: object;
}

/** A sample of the repository, with metadata of its own where given. */
export async function sampleCall(name: string, extension: string, changes: object = {}): Promise<SampleCall> {
  const metadata = JSON.parse(await readFile(path.join(samples, `${name}.meta.json`), 'utf8')) as object;
  return { fileName: `${name}.${extension}`, content: await readFile(path.join(samples, `${name}.${extension}`)), metadata: { ...metadata, ...changes } };
}

/** Another call with the same words: other bytes, another call id. */
export async function anotherTranscript(name: string, n: number): Promise<SampleCall> {
  const call = await sampleCall(name, 'vtt', { callId: `copy-${n}-of-${name}` });
  return { ...call, content: Buffer.concat([call.content, Buffer.from(`\n\nNOTE copy ${n}\n`)]) };
}

/** Something with callmesh's API. */
export type Api = Pick<CallmeshProcess, 'call'>;

/** Hands a call in over HTTP. @returns what the API answered. */
export async function handIn(callmesh: Api, call: SampleCall, connection = 'upload'): Promise<{ status: string; conversationId: string }> {
  const form = new FormData();
  form.set('connection', connection);
  form.set('metadata', JSON.stringify(call.metadata));
  form.set('file', new Blob([new Uint8Array(call.content)]), call.fileName);
  const { status, body } = await callmesh.call('POST', '/api/v1/calls', { body: form });
  if (status !== 202) throw new Error(`the upload of ${call.fileName} was answered ${status}: ${JSON.stringify(body)}`);
  return body as { status: string; conversationId: string };
}

/** The thread of a conversation, once it fits. */
export function threadWhen(callmesh: Api, conversationId: string, fits: (thread: ConversationThread) => boolean, patienceMs?: number): Promise<ConversationThread> {
  return eventually(
    `the thread of ${conversationId}`,
    async () => {
      const { status, body } = await callmesh.call('GET', `/api/v1/conversations/${conversationId}/thread`);
      return status === 200 && fits(body as ConversationThread) ? (body as ConversationThread) : undefined;
    },
    patienceMs,
  );
}
