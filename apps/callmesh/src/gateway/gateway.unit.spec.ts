import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Post } from '@nestjs/common';
import { defineService } from '@callmesh/service-defaults';
import { startGateway, type Gateway } from './gateway.js';
import { Upstreams } from './upstreams.js';

@Controller('calls')
class CallsController {
  @Post()
  capture(): void {
    // Only its route is of interest.
  }
  @Get(':id')
  show(): void {
    // Only its route is of interest.
  }
}

const nothing = { migrations: [], controllers: [], reactors: [], inlineProjections: [], asyncProjections: [], jobs: [], providers: [] };
const definitions = [defineService({ ...nothing, name: 'ingestion', controllers: [CallsController] }), defineService({ ...nothing, name: 'insights' })];

async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return text;
}

describe('the gateway', () => {
  const servers: Server[] = [];
  let upstreams: Upstreams;
  let gateway: Gateway;

  async function instance(service: 'ingestion' | 'insights', answer: RequestListener): Promise<{ url: string; server: Server }> {
    const server = createServer((message, response) => {
      if (message.url === '/health/ready') response.end('{}');
      else answer(message, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    upstreams.add(service, url);
    return { url, server };
  }
  const echo: RequestListener = (message, response) => void bodyOf(message).then((text) => response.writeHead(201, { 'x-from': message.headers['x-forwarded-for'] ?? '' }).end(`${message.method} ${message.url} ${text}`));

  beforeEach(async () => {
    upstreams = new Upstreams();
    gateway = await startGateway({ definitions, upstreams, host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await gateway.close();
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  it('hands requests on and answers back, with status, headers and query', async () => {
    await instance('ingestion', echo);
    const response = await fetch(`${gateway.url}/api/v1/calls?a=1`, { method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain' } });
    expect([response.status, response.headers.get('x-from'), await response.text()]).toEqual([201, '127.0.0.1', 'POST /api/v1/calls?a=1 hello']);
  });

  it('holds nothing of an upload back: its first part has arrived before the last is sent', async () => {
    const first = new Promise<string>((resolve) => void instance('ingestion', (message, response) => {
      message.once('data', (chunk) => resolve(String(chunk)));
      message.on('end', () => response.end('done'));
    }));
    const sending = request(`${gateway.url}/api/v1/calls`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' } });
    const answered = new Promise<IncomingMessage>((resolve) => sending.once('response', resolve));
    sending.write('first part');
    expect(await first).toBe('first part');
    sending.end('last part');
    expect(await bodyOf(await answered)).toBe('done');
  });

  it('takes the next instance when one refuses the connection, the body unharmed', async () => {
    const dead = await instance('ingestion', echo);
    await new Promise((resolve) => dead.server.close(resolve));
    await instance('ingestion', echo);
    for (let n = 0; n < 4; n += 1) expect(await (await fetch(`${gateway.url}/api/v1/calls`, { method: 'POST', body: `n=${n}` })).text()).toBe(`POST /api/v1/calls n=${n}`);
  });

  it('waits for an instance that is being started again', async () => {
    const answer = fetch(`${gateway.url}/api/v1/calls`, { method: 'POST', body: 'early' });
    await instance('ingestion', echo);
    expect((await answer).status).toBe(201);
  });

  it('repeats nothing that may have been done, and says so', async () => {
    let heard = 0;
    const cut: RequestListener = (message) => {
      heard += 1;
      message.once('data', () => message.socket.destroy());
    };
    await instance('ingestion', cut);
    await instance('ingestion', cut);
    const response = await fetch(`${gateway.url}/api/v1/calls`, { method: 'POST', body: 'once' });
    expect([response.status, ((await response.json()) as { code: string }).code, heard]).toEqual([502, 'GATEWAY.ANSWER_LOST', 1]);
  });

  it('gives an early refusal to whoever is still sending, and takes the next request', async () => {
    await instance('ingestion', (_message, response) => response.writeHead(413).end('too large'));
    const big = new Blob([new Uint8Array(8 * 1024 * 1024)]);
    for (let n = 0; n < 2; n += 1) expect((await fetch(`${gateway.url}/api/v1/calls`, { method: 'POST', body: big })).status).toBe(413);
  });

  it('makes one list of what each service answers, in order, as long as was asked; the first refusal is the answer', async () => {
    const jobs = (...times: string[]): RequestListener => (message, response) => {
      if (message.headers.authorization) response.end(JSON.stringify(times.map((createdAt) => ({ createdAt }))));
      else response.writeHead(401).end('{"code":"AUTH.MISSING"}');
    };
    await instance('ingestion', jobs('2026-03', '2026-01'));
    await instance('insights', jobs('2026-02'));
    const ask = (query: string, headers: Record<string, string> = { authorization: 'Bearer x' }): Promise<Response> => fetch(`${gateway.url}/api/v1/jobs${query}`, { headers });
    expect(await (await ask('?limit=2')).json()).toEqual([{ createdAt: '2026-03' }, { createdAt: '2026-02' }]);
    expect(await (await ask('?service=insights')).json()).toEqual([{ createdAt: '2026-02' }]);
    expect((await ask('', {})).status).toBe(401);
  });

  it('refuses a service that there is not', async () => {
    const response = await fetch(`${gateway.url}/api/v1/jobs/nobody/1/retry`, { method: 'POST' });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'SERVICE.NOT_FOUND']);
  });

  it('shows the metrics of every instance on one page, each with where it comes from', async () => {
    const figures = (n: number): RequestListener => (_message, response) => response.end(`# HELP up Up.\n# TYPE up gauge\nup ${n}\n# HELP size Size.\n# TYPE size gauge\nsize{kind="a"} ${n}\n`);
    const [first, second] = [await instance('ingestion', figures(1)), await instance('insights', figures(2))].map(({ url }) => new URL(url).host);
    expect((await (await fetch(`${gateway.url}/metrics`)).text()).split('\n')).toEqual([
      '# HELP up Up.', '# TYPE up gauge', `up{process="ingestion@${first}"} 1`, `up{process="insights@${second}"} 2`,
      '# HELP size Size.', '# TYPE size gauge', `size{process="ingestion@${first}",kind="a"} 1`, `size{process="insights@${second}",kind="a"} 2`, '',
    ]);
  });

  it('hands the scrape token on, and shows no metrics to who has another', async () => {
    const guarded = await startGateway({ definitions, upstreams, host: '127.0.0.1', port: 0, metricsToken: 'scrape-token-of-a-test' });
    try {
      await instance('ingestion', (message, response) => response.end(`# TYPE sent gauge\nsent ${message.headers.authorization === 'Bearer scrape-token-of-a-test' ? 1 : 0}\n`));
      const scrape = (token: string): Promise<Response> => fetch(`${guarded.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
      expect(await (await scrape('scrape-token-of-a-test')).text()).toMatch(/^sent\{.*\} 1$/m);
      expect((await scrape('another')).status).toBe(401);
    } finally {
      await guarded.close();
    }
  });

  it('is ready when every service has an instance that is', async () => {
    const ready = async (): Promise<number> => (await fetch(`${gateway.url}/health/ready`)).status;
    await instance('ingestion', echo);
    expect(await ready()).toBe(503);
    await instance('insights', echo);
    expect(await ready()).toBe(200);
  });
});
