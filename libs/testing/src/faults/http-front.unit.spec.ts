import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHttpFront, type HttpFront } from './http-front.js';

let real: http.Server;
let front: HttpFront;
let done: string[];

beforeEach(async () => {
  done = [];
  real = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      done.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(201, { 'content-type': 'text/plain', 'content-length': '10', host: request.headers.host }).end('0123456789');
    });
  });
  await new Promise<void>((resolve) => real.listen(0, '127.0.0.1', resolve));
  front = await startHttpFront(`http://127.0.0.1:${(real.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await front.close();
  real.closeAllConnections();
  await new Promise((resolve) => real.close(resolve));
});

const put = async (path = '/a'): Promise<Response> => fetch(`${front.url}${path}`, { method: 'PUT', body: 'text', signal: AbortSignal.timeout(500) });

describe('an HTTP front', () => {
  it('passes requests through with their Host, and answers as they come', async () => {
    const answer = await put('/a?b=c');
    expect([answer.status, await answer.text(), answer.headers.get('host')]).toEqual([201, '0123456789', new URL(front.url).host]);
    expect(done).toEqual(['PUT /a?b=c text']);
  });

  it('answers in place of the real server, as often as asked, then no more', async () => {
    front.misbehave({ fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, times: 1, when: ({ path }) => path === '/a' });
    expect((await put('/b')).status).toBe(201);
    const refused = await put();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await put()).status).toBe(201);
    expect(front.requests.map(({ path, fault }) => [path, fault])).toEqual([['/b', null], ['/a', 'status'], ['/a', null]]);
    expect(done).toHaveLength(2);
  });

  it('cuts after the real server has done it, or before', async () => {
    front.misbehave({ fault: { kind: 'cut-after-commit' }, times: 1 });
    await expect(put()).rejects.toThrow();
    expect(done).toHaveLength(1);
    front.misbehave({ fault: { kind: 'cut-before' } });
    await expect(put()).rejects.toThrow();
    expect(done).toHaveLength(1);
  });

  it('truncates, changes bytes, is late, never answers, and behaves again', async () => {
    front.misbehave({ fault: { kind: 'truncate', bytes: 3 }, times: 1 });
    await expect(put().then((answer) => answer.text())).rejects.toThrow();
    front.misbehave({ fault: { kind: 'wrong-bytes' }, times: 1 });
    const wrong = await (await put()).text();
    expect([wrong.length, wrong === '0123456789']).toEqual([10, false]);
    front.misbehave({ fault: { kind: 'slow', ms: 80 }, times: 1 });
    const since = performance.now();
    expect((await put()).status).toBe(201);
    expect(performance.now() - since).toBeGreaterThan(79);
    front.misbehave({ fault: { kind: 'never' } });
    await expect(put()).rejects.toThrow();
    front.behave();
    expect((await put()).status).toBe(201);
  });
});
