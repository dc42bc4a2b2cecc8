import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

let server: net.Server;
let proxy: TcpProxy;
const open: net.Socket[] = [];

beforeEach(async () => {
  // Gives back what it gets.
  server = net.createServer((socket) => void socket.on('error', () => undefined).pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startTcpProxy({ port: (server.address() as net.AddressInfo).port });
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

/** A client that keeps what it hears. */
async function client(): Promise<{ socket: net.Socket; heard: () => string; ended: Promise<string> }> {
  const socket = net.connect(proxy.port, '127.0.0.1');
  open.push(socket);
  let heard = '';
  socket.on('data', (chunk) => (heard += String(chunk)));
  const ended = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('close', () => resolve('closed'));
  });
  await Promise.race([new Promise<void>((resolve) => socket.once('connect', () => resolve())), ended]);
  return { socket, heard: () => heard, ended };
}

async function until(fits: () => boolean): Promise<void> {
  for (const limit = Date.now() + 4_000; !fits(); await sleep(5)) if (Date.now() > limit) throw new Error('it did not come');
}

describe('a TCP proxy', () => {
  it('lets everything through', async () => {
    const { socket, heard } = await client();
    socket.write('hello');
    await until(() => heard() === 'hello');
    expect(proxy.connections()).toBe(1);
  });

  it('cuts what is open, and lets the next connection through', async () => {
    const { ended } = await client();
    await until(() => proxy.connections() === 1);
    proxy.cut();
    expect(['ECONNRESET', 'closed']).toContain(await ended);
    const next = await client();
    next.socket.write('again');
    await until(() => next.heard() === 'again');
  });

  it('delays, and keeps the order when the delay ends in the middle', async () => {
    const { socket, heard } = await client();
    proxy.become({ delayMs: 60 });
    const since = performance.now();
    socket.write('a');
    await sleep(20);
    proxy.become({});
    socket.write('b');
    await until(() => heard() === 'ab');
    expect(performance.now() - since).toBeGreaterThan(59);
  });

  it('throttles', async () => {
    const { socket, heard } = await client();
    proxy.become({ bytesPerSecond: 5_000 });
    const since = performance.now();
    socket.write('x'.repeat(500));
    await until(() => heard().length === 500);
    expect(performance.now() - since).toBeGreaterThan(190);
  });

  it('swallows behind a half-open connection: neither bytes nor an end come through', async () => {
    const { socket, heard, ended } = await client();
    proxy.become({ halfOpen: true });
    socket.write('into the void');
    await until(() => proxy.swallowed() === 13);
    server.unref();
    expect(await Promise.race([ended, sleep(100).then(() => 'open')])).toBe('open');
    expect(heard()).toBe('');
  });

  it('truncates an answer and cuts', async () => {
    proxy.become({ truncateAfter: 4 });
    const { socket, heard, ended } = await client();
    socket.write('truncated');
    await ended;
    expect(heard()).toBe('trun');
  });

  it('refuses new connections only', async () => {
    const { socket, heard } = await client();
    await until(() => proxy.connections() === 1);
    proxy.become({ refuse: true });
    socket.write('still here');
    await until(() => heard() === 'still here');
    expect(['ECONNRESET', 'closed']).toContain(await (await client()).ended);
  });
});
