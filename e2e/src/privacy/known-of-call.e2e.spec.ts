import type { Transcript } from '@callmesh/contracts';
import { handIn, sampleCall, threadWhen, type SampleCall } from '../support/calls.js';
import { newDataDir, removeDataDir, startCallmesh, type CallmeshProcess } from '../support/callmesh-process.js';

/** A number of two contacts of the demo CRM, Rosa and Karl Lindqvist. */
const NUMBER = '+14155550199';
const SAID = 'this is about the lindquist account, ferarrs made the booking from glenmorrow at example dot com, please cancel order 48213';

describe('what is known of a call', () => {
  let callmesh: CallmeshProcess;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await newDataDir();
    callmesh = await startCallmesh(dataDir, { CALLMESH_CRM_CONTACT: 'on' });
  }, 120_000);

  afterAll(async () => {
    callmesh.kill('SIGTERM');
    await callmesh.ended;
    await removeDataDir(dataDir);
  }, 60_000);

  const call = async (callId: string, changes: object): Promise<SampleCall> => {
    const { metadata } = await sampleCall('cancel-order', 'vtt', { callId, direction: 'inbound', ...changes });
    return { fileName: `${callId}.vtt`, content: Buffer.from(`WEBVTT ${callId}\n\n00:00.000 --> 00:09.000\n<v Customer>${SAID}\n`), metadata };
  };
  const textOf = async (given: SampleCall): Promise<{ conversationId: string; text: string }> => {
    const { conversationId } = await handIn(callmesh, given);
    await threadWhen(callmesh, conversationId, ({ settled }) => settled);
    const { body } = await callmesh.call('GET', `/api/v1/conversations/${conversationId}/transcript`);
    return { conversationId, text: (body as Transcript).utterances.map(({ text }) => text).join(' ') };
  };
  const callsOf = async (person: string): Promise<string[]> => {
    const { body } = await callmesh.call('POST', '/api/v1/erasures/preview', { key: callmesh.operatorKey, body: { person } });
    return (body as { conversationId: string }[]).map(({ conversationId }) => conversationId);
  };

  it('goes however it is said: names of its metadata, and of the contacts whom the CRM has under its number', async () => {
    const { conversationId, text } = await textOf(await call('known', { from: NUMBER, customerName: 'Ottoline Ferrars', customerEmail: 'glenmorrow@example.com' }));
    expect(text).toMatch(/^this is about the \[PERSON_\d\] account, \[PERSON_\d\] made the booking from \[EMAIL_\d\], please cancel order 48213$/);
    for (const person of ['rosa.lindqvist@example.com', 'karl.lindqvist@example.com', 'glenmorrow@example.com']) expect([person, await callsOf(person)]).toEqual([person, [conversationId]]);
  }, 60_000);

  it('is nothing for a caller whom nobody knows, and holds nothing up', async () => {
    const { text } = await textOf(await call('unknown', { from: '+14155550177' }));
    expect(text).toMatch(/^this is about the lindquist account, ferarrs made the booking from \[EMAIL_\d\], please cancel order 48213$/);
  }, 60_000);
});
