import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { oauthTokens } from './oauth-tokens.js';

describe('tokens for Kafka', () => {
  let server: Server;
  let tokenUrl: string;
  let answer: { status: number; body: string };
  const asked: { authorization: string | undefined; body: string }[] = [];

  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push({ authorization: request.headers.authorization, body });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
    answer = { status: 200, body: JSON.stringify({ access_token: 'first', expires_in: 300 }) };
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('are asked for with the client’s credentials, once, and again shortly before they end', async () => {
    let now = 0;
    const token = oauthTokens({ tokenUrl, clientId: 'call mesh', clientSecret: 's:3', scope: 'kafka' }, () => now);
    expect(await Promise.all([token(), token()])).toEqual([{ value: 'first' }, { value: 'first' }]);
    now = 200_000;
    expect(await token()).toEqual({ value: 'first' });
    expect(asked).toEqual([{ authorization: `Basic ${Buffer.from('call%20mesh:s%3A3').toString('base64')}`, body: 'grant_type=client_credentials&scope=kafka' }]);
    now = 275_000;
    answer = { status: 200, body: JSON.stringify({ access_token: 'second', expires_in: 300 }) };
    expect(await token()).toEqual({ value: 'second' });
  });

  it.each([
    ['a refusal', { status: 401, body: '{}' }, 'it answered 401'],
    ['an answer that is none', { status: 200, body: 'hello' }, 'its answer holds no access_token'],
  ])('say what is wrong after %s, and never the secret', async (_, wrong, reason) => {
    answer = wrong;
    const refused = oauthTokens({ tokenUrl, clientId: 'callmesh', clientSecret: 'hunter2' })();
    await expect(refused).rejects.toMatchObject({ code: 'KAFKA.NO_TOKEN', message: expect.stringContaining(reason) as string });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') as string });
  });
});
