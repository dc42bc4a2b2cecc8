import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ModelFinding } from '../domain/second-opinion/model-finding.js';

/** One question that the server received. */
interface HeardQuestion {
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly temperature: number;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format?: { readonly type: string };
  };
}

/** What the server does with a question. */
export type Behaviour = (response: ServerResponse, question: HeardQuestion) => void;

/** A real HTTP server with OpenAI's chat route that behaves as it is told, one behaviour per question, the last for all further ones. */
export interface LlmServer {
  readonly url: string;
  readonly questions: HeardQuestion[];
  behave(...behaviours: Behaviour[]): void;
  close(): Promise<void>;
}

const usage = { prompt_tokens: 900, completion_tokens: 100, total_tokens: 1_000 };

/** A claim with what is not given left out, as a model that follows the schema writes it. */
export const claim = (fields: Pick<ModelFinding, 'kind' | 'utteranceIds' | 'quote'> & Partial<ModelFinding>): ModelFinding => ({
  speaker: 'customer',
  certainty: 'clear',
  orderId: null,
  invoiceId: null,
  amount: null,
  product: null,
  when: null,
  detail: null,
  ...fields,
});

export const status =
  (code: number, headers: Record<string, string> = {}, message = 'no'): Behaviour =>
  (response) =>
    void response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error: { message } }));

/** Answers with these words, whatever they are. */
export const says =
  (content: string, finish = 'stop'): Behaviour =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }], usage }));

export const finds = (...findings: ModelFinding[]): Behaviour => says(JSON.stringify({ findings }));

/** The same as a stream of server-sent events, a few characters each; `cutAfter` events the connection breaks. */
export const streams =
  (content: string, cutAfter = Number.POSITIVE_INFINITY): Behaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const events = [...(content.match(/[\s\S]{1,7}/g) ?? []).map((delta) => ({ choices: [{ index: 0, delta: { content: delta }, finish_reason: null }] })), { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }, { choices: [], usage }];
    for (const event of events.slice(0, cutAfter)) response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (events.length > cutAfter) setImmediate(() => response.destroy());
    else response.end('data: [DONE]\n\n');
  };

/** Announces more than it sends, then breaks the connection. */
export const isCutOff =
  (content: string): Behaviour =>
  (response) => {
    const body = JSON.stringify({ choices: [{ index: 0, message: { content }, finish_reason: 'stop' }] });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) }).write(body.slice(0, body.length / 2));
    setImmediate(() => response.destroy());
  };

/** Never answers; `begins` sends headers and a few bytes first. */
export const hangs =
  (begins = false): Behaviour =>
  (response) => {
    if (begins) response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices": [');
  };

export async function startLlmServer(): Promise<LlmServer> {
  const questions: HeardQuestion[] = [];
  let behaviours: Behaviour[] = [finds()];
  const server = createServer((request, response) => {
    void (async () => {
      if (request.url !== '/v1/chat/completions') return status(404)(response, { authorization: undefined, body: { model: '', temperature: 0, messages: [] } });
      const question = { authorization: request.headers.authorization, body: JSON.parse(await text(request)) as HeardQuestion['body'] };
      questions.push(question);
      const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
      behaviour?.(response, question);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    questions,
    behave: (...wanted) => void (behaviours = wanted),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
