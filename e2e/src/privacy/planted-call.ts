import { redact } from '@callmesh/redaction';
import type pg from 'pg';
import { eventually, type CallmeshProcess } from '../support/callmesh-process.js';
import { handIn, threadWhen } from '../support/calls.js';
import { wavWithComment } from './make-wav.js';
import { beside, names, spoken } from './planted.js';

const at = (n: number): { startMs: number; endMs: number } => ({ startMs: n * 4_000, endMs: n * 4_000 + 3_600 });
const asUtterance = (text: string, n: number) => ({ id: `u${n}`, channel: 0, speaker: 'customer' as const, text, ...at(n), words: [], confidence: null });

/** Whether the pipeline redacts names. */
const redactsNames = redact([asUtterance(names[0]?.said ?? '', 0)]).values.size > 0;

/** What is planted in the words of a call. */
export const planted = redactsNames ? [...spoken, ...names] : spoken;

/** The call as it is spoken: somebody wants something, and says all of it. */
export const sentences = ['Hello, I would like to cancel order 51902, please.', ...planted.map(({ said }) => said), 'Thank you, please call me back next Tuesday.'];

const metadata = (callId: string, changes: object = {}): object => ({
  callId, agentId: 'a-101', startedAt: '2026-11-04T14:05:10-08:00', timeZone: 'America/Los_Angeles', direction: 'inbound', from: beside.customer.number, to: beside.line.number,
  channelRoles: ['agent', 'customer'], language: 'en', consent: 'granted', vocabulary: [...beside.vocabulary.words], customerName: beside.named.customerName, customer: { email: beside.unmapped.customerEmail }, ...changes,
});
const transcript = (extra = ''): Buffer => Buffer.from(JSON.stringify({ language: 'en', utterances: sentences.map((text, n) => ({ speaker: n % 7 === 3 ? 'agent' : 'customer', text, ...at(n) })), extra }));

/** The conversations that the secrets were planted in. */
export interface PlantedCalls {
  readonly imported: string;
  readonly heard: string;
  readonly parked: string;
  readonly failed: string;
  readonly quarantined: string;
  readonly garbage: string;
}

/** Hands the same secrets in on every road that a call can take, and waits until each has come to its end. */
export async function plant(callmesh: CallmeshProcess, database: pg.Client): Promise<PlantedCalls> {
  const call = async (callId: string, content: Buffer, fileName: string, changes: object = {}): Promise<string> => (await handIn(callmesh, { fileName, content, metadata: metadata(callId, changes) })).conversationId;
  const named = (extension: string): string => beside.fileName.name.replace('wav', extension);

  // A message that its consumer cannot process is parked, and copied to the dead letters.
  await database.query('alter table extraction.heard_transcripts add constraint refuses check (false) not valid');
  const parked = await call('planted-parked', transcript('parked'), named('json'));
  await eventually('the parked message', async () => ((await callmesh.call('GET', '/api/v1/parked', { key: callmesh.operatorKey })).body as unknown[]).length > 0 || undefined);
  await database.query('alter table extraction.heard_transcripts drop constraint refuses');

  const imported = await call(`${beside.customer.number.replace(/\D/g, '')}-imported`, transcript(), named('json'));
  const heard = await call(beside.callId.id, wavWithComment(4 * sentences.length, beside.inTheFile.comment), named('wav'));
  // Shorter than what the speech server takes: its words of refusal say what must not be repeated.
  const failed = await call('planted-failed', wavWithComment(2, beside.inTheFile.comment), named('wav'));
  const quarantined = await call('planted-quarantined', transcript('quarantined'), named('json'), { agentId: undefined });
  const garbage = await call('planted-garbage', Buffer.from(`{"utterances": [${beside.garbage.text}`), named('json'));

  await threadWhen(callmesh, imported, ({ settled }) => settled);
  await threadWhen(callmesh, heard, ({ settled }) => settled);
  await eventually('the failed job', async () => ((await callmesh.call('GET', '/api/v1/jobs?state=failed', { key: callmesh.operatorKey })).body as unknown[]).length > 0 || undefined);
  await callmesh.call('POST', `/api/v1/conversations/${heard}/redacted-audio`);
  // What was received is removed by jobs of their own, once its redacted form is there.
  await eventually('the end of all work', async () => {
    const unfinished = await Promise.all(['pending', 'scheduled', 'in_progress'].map(async (state) => (await callmesh.call('GET', `/api/v1/jobs?state=${state}`, { key: callmesh.operatorKey })).body as unknown[]));
    return unfinished.flat().length === 0 || undefined;
  });
  return { imported, heard, parked, failed, quarantined, garbage };
}
