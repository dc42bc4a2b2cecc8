import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { watchIntake } from './intake.js';

describe('a server that ends', () => {
  let server: Server;
  let url: string;
  const stop = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

  beforeEach(async () => {
    server = createServer((message, response) => message.on('data', () => undefined).on('end', () => response.end('done')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  it('takes requests for the grace that it was given, and none after', async () => {
    const closed = watchIntake(server, stop).close(150);
    const during = await fetch(url, { headers: { connection: 'close' } });
    expect(await during.text()).toBe('done');
    await closed;
    await expect(fetch(url)).rejects.toThrow();
  });

  it('finishes what is in hand while its sender still sends', async () => {
    const intake = watchIntake(server, stop);
    const sending = request(url, { method: 'POST', headers: { connection: 'close' } });
    const answered = new Promise<IncomingMessage>((resolve) => sending.once('response', resolve));
    const arrived = new Promise((resolve) => server.once('request', resolve));
    sending.write('begun');
    await arrived;
    let isClosed = false;
    const closed = intake.close(0).then(() => (isClosed = true));
    for (let n = 0; n < 3; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      sending.write('more');
    }
    expect(isClosed).toBe(false);
    sending.end('last');
    expect((await answered).statusCode).toBe(200);
    (await answered).resume();
    await closed;
  });
});
