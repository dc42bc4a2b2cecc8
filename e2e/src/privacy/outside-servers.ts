import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A server of somebody else, which keeps every request. */
export interface OutsideServer {
  readonly url: string;
  /** Bodies, as they came. */
  readonly requests: Buffer[];
  close(): Promise<void>;
}

/** Listens on a free port; health is always good, all else goes to `answer`. */
async function serve(answer: (body: Buffer, count: number) => { status: number; body: unknown }): Promise<OutsideServer> {
  const requests: Buffer[] = [];
  const reply = (response: ServerResponse, status: number, body: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/health') return reply(response, 200, { status: 'ready' });
    void buffer(request).then((body) => {
      requests.push(body);
      const { status, body: said } = answer(body, requests.length);
      reply(response, status, said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A speech server that hears these sentences, two seconds each with a pause behind, in whatever it is sent; but what is shorter than `leastBytes` it refuses, and repeats in its refusal. */
export function startSpeech(sentences: readonly string[], { leastBytes, refusal }: { readonly leastBytes: number; readonly refusal: string }): Promise<OutsideServer> {
  return serve((body) => {
    if (body.length < leastBytes) return { status: 400, body: { error: { message: refusal, type: 'invalid_request_error', code: 'unreadable' } } };
    const words = (text: string, n: number) => text.split(' ').map((word, w, all) => ({ word, start: 4 * n + (1.8 * w) / all.length, end: 4 * n + (1.8 * (w + 1)) / all.length, probability: 0.9 }));
    return {
      status: 200,
      body: {
        language: 'en', model: 'stub', duration: 4 * sentences.length, text: sentences.join(' '),
        segments: sentences.map((text, n) => ({ id: n, text, start: 4 * n, end: 4 * n + 1.8, avg_logprob: -0.2, no_speech_prob: 0.01 })),
        words: sentences.flatMap(words),
      },
    };
  });
}

/** A collector of traces (OTLP over HTTP). */
export const startCollector = (): Promise<OutsideServer> => serve(() => ({ status: 200, body: {} }));

/** A language model that says nothing usable, so that its answers go to quarantine. */
export const startModel = (): Promise<OutsideServer> =>
  serve((_body, count) => ({ status: 200, body: { choices: [{ index: 0, message: { role: 'assistant', content: `I would rather not say (${count}).` }, finish_reason: 'stop' }], usage: { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 } } }));
