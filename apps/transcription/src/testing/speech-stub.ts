import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request that the stub received. */
interface HeardRequest {
  readonly authorization: string | undefined;
  /** The multipart body as text, for its fields; the audio is in it too. */
  readonly body: string;
}

/** What the stub does with a request. */
export type Behaviour = (response: ServerResponse, request: HeardRequest) => void;

/** A real HTTP server with OpenAI's transcription route that behaves as it is told, one behaviour per request, the last for all further ones. */
export interface SpeechStub {
  readonly url: string;
  readonly requests: HeardRequest[];
  behave(...behaviours: Behaviour[]): void;
  /** Null cuts the connection. */
  health(body: object | null, status?: number): void;
  close(): Promise<void>;
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour => (response) =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));

/** An answer with one segment per text, two seconds each. */
export const hears = (...texts: string[]): Behaviour =>
  json(200, {
    language: 'en', model: 'stub', duration: 2 * texts.length, text: texts.join(' '),
    segments: texts.map((text, n) => ({ id: n, text, start: 2 * n, end: 2 * n + 1.5, avg_logprob: -0.2, no_speech_prob: 0.01 })),
    words: texts.flatMap((text, n) => text.split(' ').map((word, w, all) => ({ word, start: 2 * n + (1.5 * w) / all.length, end: 2 * n + (1.5 * (w + 1)) / all.length, probability: 0.9 }))),
  });

export async function startSpeechStub(): Promise<SpeechStub> {
  const requests: HeardRequest[] = [];
  let behaviours: Behaviour[] = [];
  let healthAnswer: Behaviour = json(200, { status: 'ready' });
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void (async () => {
      if (request.url === '/health') return healthAnswer(response, { authorization: undefined, body: '' });
      const heard = { authorization: request.headers.authorization, body: (await buffer(request)).toString('latin1') };
      requests.push(heard);
      const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
      behaviour?.(response, heard);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    behave: (...wanted) => void (behaviours = wanted),
    health: (body, status = 200) => void (healthAnswer = body === null ? (response) => void response.destroy() : json(status, body)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
