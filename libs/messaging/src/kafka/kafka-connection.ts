import net from 'node:net';
import tls from 'node:tls';
import { Kafka, type ISocketFactory } from 'kafkajs';
import { kafkaSecurity, type KafkaSasl, type KafkaTls } from './kafka-security.js';
import { quietLogger } from './quiet-logger.js';

const KEEP_ALIVE_MS = 10_000;

/** How to reach the brokers. */
export interface KafkaConnectionOptions {
  /** `host:port` of some brokers. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Absent: in clear. */
  readonly tls?: KafkaTls;
  /** Absent: nobody asks who we are. */
  readonly sasl?: KafkaSasl;
  /** How long an answer may take, ms; default 5,000. */
  readonly requestTimeoutMs?: number;
}

/**
 * kafkajs with its sockets in hand. It keeps writing to a connection whose requests time out, for as long as TCP does not give up, and
 * waits for answers when it is asked to disconnect: so a client that has failed is cut off and made anew.
 */
export class KafkaConnection {
  readonly kafka: Kafka;
  private readonly sockets = new Set<net.Socket>();
  private isCut = false;

  constructor(options: KafkaConnectionOptions, onError: (error: unknown, where: string) => void) {
    this.kafka = new Kafka({
      clientId: options.clientId ?? 'callmesh',
      brokers: [...options.brokers],
      requestTimeout: options.requestTimeoutMs ?? 5_000,
      connectionTimeout: 3_000,
      retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 },
      ...kafkaSecurity(options),
      socketFactory: this.connect,
      logCreator: quietLogger((error, where) => {
        if (!this.isCut) onError(error, where);
      }),
    });
  }

  /** Ends every connection at once; what waits on them rejects. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy(new Error('cut off by callmesh'));
  }

  private readonly connect: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    // Server name indication takes names alone.
    const name = net.isIP(host) ? {} : { servername: host };
    const socket = ssl ? tls.connect({ host, port, ...name, ...ssl }, onConnect) : net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS).setNoDelay(true);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  };
}
