import net from 'node:net';
import { Paced } from './paced.js';

/** How the proxy treats what passes through it. Both directions alike, unless said otherwise. */
export interface ProxyFault {
  /** Each chunk comes so much later, ms. */
  readonly delayMs?: number;
  /** No more than this many bytes per second and direction. */
  readonly bytesPerSecond?: number;
  /** Connections stay open and what is sent is swallowed: the peer is gone and nobody says so. */
  readonly halfOpen?: boolean;
  /** The answer of each connection is cut off after this many bytes, and the connection with it. */
  readonly truncateAfter?: number;
  /** New connections are refused at once; those that are open stay. */
  readonly refuse?: boolean;
}

/** A TCP proxy that misbehaves on demand. */
export interface TcpProxy {
  readonly port: number;
  /** `127.0.0.1:port` */
  readonly address: string;
  /** Connections open now. */
  connections(): number;
  /** Bytes that were swallowed since the start. */
  swallowed(): number;
  /** From now on; `{}` lets everything through. Also for the connections that are open. */
  become(fault: ProxyFault): void;
  /** Cuts every open connection (RST); new ones are treated as before. */
  cut(): void;
  close(): Promise<void>;
}

/** A connection through the proxy. */
interface Pair {
  readonly client: net.Socket;
  readonly server: net.Socket;
}

/**
 * Starts a proxy to a TCP server on this machine.
 * @param port 0 takes a free one; a broker that advertises the proxy's address needs one known beforehand.
 */
export async function startTcpProxy(to: { readonly host?: string; readonly port: number }, port = 0): Promise<TcpProxy> {
  let fault: ProxyFault = {};
  let swallowedBytes = 0;
  const pairs = new Set<Pair>();

  const carry = (from: net.Socket, into: net.Socket, isAnswer: boolean): void => {
    const paced = new Paced(into);
    let answered = 0;
    from.on('data', (chunk: Buffer) => {
      if (fault.halfOpen) {
        swallowedBytes += chunk.length;
        return;
      }
      if (isAnswer && fault.truncateAfter !== undefined) {
        const left = Math.max(0, fault.truncateAfter - answered);
        answered += chunk.length;
        if (chunk.length > left) {
          into.end(chunk.subarray(0, left));
          from.destroy();
          return;
        }
      }
      paced.write(chunk, fault);
    });
    // A peer that is gone sends no FIN either.
    from.on('end', () => fault.halfOpen || paced.end());
  };

  const server = net.createServer((client) => {
    if (fault.refuse) {
      client.resetAndDestroy();
      return;
    }
    const upstream = net.connect(to.port, to.host ?? '127.0.0.1');
    const pair = { client, server: upstream };
    pairs.add(pair);
    const end = (): void => {
      if (fault.halfOpen && !client.destroyed && !upstream.destroyed) return;
      client.destroy();
      upstream.destroy();
      pairs.delete(pair);
    };
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', end);
    }
    carry(client, upstream, false);
    carry(upstream, client, true);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as net.AddressInfo).port;

  const cut = (): void => {
    for (const { client, server: upstream } of pairs) {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    }
    pairs.clear();
  };
  return {
    port: bound,
    address: `127.0.0.1:${bound}`,
    connections: () => pairs.size,
    swallowed: () => swallowedBytes,
    become: (wanted) => (fault = wanted),
    cut,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}
