import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Utterance } from '@callmesh/contracts';
import { redact } from '@callmesh/redaction';
import { loadEnvironment } from '@callmesh/service-defaults';
import { Presidio } from './presidio.adapter.js';

const utterances: Utterance[] = ['Hello 👋, Qwertyuiop here.', 'My flat is in Zzyzx.'].map((text, at) => ({ id: `u${at + 1}`, speaker: 'customer', channel: 0, text, startMs: at * 1_000, endMs: at * 1_000 + 900, confidence: null, words: [] }));

let server: Server | undefined;
afterEach(() => server?.close());

/** A Presidio that answers as the test says; its address. */
async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}
const at = (url?: string): Presidio => new Presidio({ name: 'transcription', env: loadEnvironment(url === undefined ? {} : { PRESIDIO_URL: url }) });
const bodyOf = async (request: IncomingMessage): Promise<string> => (await request.setEncoding('utf8').toArray()).join('');

describe('Presidio', () => {
  it('is asked for all of a transcript at once, and what it finds goes as well; its characters are counted as it counts', async () => {
    let asked: unknown;
    const url = await serve((request, response) => {
      void bodyOf(request).then((body) => {
        asked = [request.method, request.url, JSON.parse(body)];
        response.end(JSON.stringify([{ entity_type: 'PERSON', start: 9, end: 19, score: 0.85 }, { entity_type: 'LOCATION', start: 40, end: 45, score: 0.6 }, { entity_type: 'DATE_TIME', start: 0, end: 5, score: 0.9 }]));
      });
    });
    const found = await at(url).find(utterances, 'en-US');
    expect(asked).toEqual(['POST', '/analyze', { text: 'Hello 👋, Qwertyuiop here.\nMy flat is in Zzyzx.', language: 'en', score_threshold: 0.4 }]);
    expect(redact(utterances, { found }).utterances.map(({ text }) => text)).toEqual(['Hello 👋, [PERSON_1] here.', 'My flat is in [ADDRESS_1].']);
  });

  it('is asked nothing unless one is configured', async () => {
    expect(await at().find(utterances, 'en')).toEqual([]);
  });

  it.each<[string, RequestListener]>([
    ['answers with an error', (_, response) => response.writeHead(500).end('My flat is in Zzyzx.')],
    ['answers what is none', (_, response) => response.end('[{"entity_type":"PERSON"}]')],
    ['cuts its answer', (_, response) => response.writeHead(200, { 'content-length': '500' }).write('[', () => response.destroy())],
    ['hangs up', (request) => request.destroy()],
  ])('that %s is done without, and nothing fails', async (_, listener) => {
    expect(await at(await serve(listener)).find(utterances, 'en')).toEqual([]);
  });

  it('that is not there is done without', async () => {
    const url = await serve(() => undefined);
    server?.close();
    expect(await at(url).find(utterances, 'en')).toEqual([]);
  });
});
