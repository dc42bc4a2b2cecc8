import { randomUUID } from 'node:crypto';
import type { Bus, BusMessage, Consumption, MessageBatch, ReceivedMessage } from '../../bus.port.js';

/** A real broker that an adapter connects to. */
export interface Broker {
  /** A new client of the same broker: what a restarted process would have. */
  connect(): Bus;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** What each test of the contract works with: a topic of its own, a client, and as many others as it wants. */
export class BusBench {
  #broker: Broker | undefined;
  #bus: Bus | undefined;
  #clients: Bus[] = [];
  topic = '';

  /** Starts the broker once, and sets up anew before each test. */
  constructor(start: () => Promise<Broker>) {
    beforeAll(async () => {
      this.#broker = await start();
    }, 120_000);
    afterAll(() => this.#broker?.stop());
    beforeEach(async () => {
      this.topic = `contract-${randomUUID()}`;
      this.#bus = this.connect();
      await this.#bus.ensureTopics([this.topic]);
    });
    afterEach(async () => {
      await Promise.all(this.#clients.splice(0).map((client) => client.close()));
    });
  }

  get bus(): Bus {
    if (!this.#bus) throw new Error('the bench is set up before each test, not before');
    return this.#bus;
  }

  /** Another client; closed after the test. */
  connect(): Bus {
    if (!this.#broker) throw new Error('the broker starts before the tests, not before');
    const client = this.#broker.connect();
    this.#clients.push(client);
    return client;
  }

  message(key: string, text: string, headers: Record<string, string> = {}): BusMessage {
    return { topic: this.topic, key, value: Buffer.from(text), headers };
  }

  /** Consumes the topic; what `onBatch` does not reject goes into the list. */
  collect(client: Bus, group: string, into: ReceivedMessage[], onBatch?: (batch: MessageBatch) => Promise<void>): Promise<Consumption> {
    return client.consume({
      group,
      topics: [this.topic],
      onBatch: async (batch) => {
        await onBatch?.(batch);
        into.push(...batch.messages);
      },
    });
  }
}

/** What came for each key, in order. */
export function textsByKey(messages: readonly ReceivedMessage[]): Record<string, string[]> {
  const byKey: Record<string, string[]> = {};
  for (const message of messages) (byKey[message.key] ??= []).push(message.value.toString());
  return byKey;
}

/** Looks again and again until it is so. */
export async function until(condition: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('what the test waits for did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
