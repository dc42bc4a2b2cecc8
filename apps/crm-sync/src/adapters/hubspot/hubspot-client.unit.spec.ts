import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { HubSpotClient } from './hubspot-client.js';

let server: http.Server;
let answers: ((request: http.IncomingMessage, response: http.ServerResponse) => void)[];
const guard = { assertHeld: () => Promise.resolve(), signal: new AbortController().signal };

beforeEach(async () => {
  server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => answers.shift()?.(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const cut = (request: http.IncomingMessage): void => void request.socket.destroy();
const tooMany = (_: http.IncomingMessage, response: http.ServerResponse): void => void response.writeHead(429, { 'retry-after': '3' }).end('{}');
const forbidden = (_: http.IncomingMessage, response: http.ServerResponse): void => void response.writeHead(403).end('{"message":"no"}');
const patch = (): Promise<unknown> =>
  new HubSpotClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 't' }).repeatable(guard, 'PATCH', '/crm/v3/objects/orders/1', { properties: {} });

describe('a write that was cut off and sent again', () => {
  it('stays in doubt when the second sending is told to wait', async () => {
    answers = [cut, tooMany];
    await expect(patch()).rejects.toMatchObject({ unanswered: 'cut', retryAfterMs: 3_000 });
  });

  it('stays in doubt when the second sending is refused', async () => {
    answers = [cut, forbidden];
    await expect(patch()).rejects.toMatchObject({ unanswered: 'cut' });
  });

  it('is surely not done when the only sending was told to wait, or refused', async () => {
    answers = [tooMany];
    await expect(patch()).rejects.toMatchObject({ unanswered: 'not-done', retryAfterMs: 3_000 });
    answers = [forbidden];
    await expect(patch()).rejects.toMatchObject({ name: 'Refused' });
  });
});
