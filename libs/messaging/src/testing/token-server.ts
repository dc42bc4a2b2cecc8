import { createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real authorisation server, as small as one can be: client credentials in, a signed token out, and its keys. */
export interface TokenServer {
  readonly tokenUrl: string;
  readonly jwksUrl: string;
  close(): void;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Starts it for one client; tokens are RS256 (RFC 7519) with that client as their subject. */
export async function startTokenServer(clientId: string, clientSecret: string): Promise<TokenServer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const allowed = `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`;
  const token = (): string => {
    const now = Math.floor(Date.now() / 1_000);
    const signed = `${part({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${part({ sub: clientId, aud: 'kafka', scope: 'kafka', iat: now, exp: now + 300 })}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
  };
  const server: Server = createServer((request, response) => {
    const answer = (status: number, body: object): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/jwks') answer(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }] });
    else if (request.headers.authorization === allowed) answer(200, { access_token: token(), token_type: 'Bearer', expires_in: 300 });
    else answer(401, { error: 'invalid_client' });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { tokenUrl: `${base}/token`, jwksUrl: `${base}/jwks`, close: () => void server.close() };
}
