import { startKafka, type TestKafka } from '@callmesh/testing';
import { startTcpProxy, type TcpProxy } from '@callmesh/testing/faults';
import { startFleet, type Fleet, type FleetOptions } from './fleet.js';

/** A fleet on a Kafka that is reached through proxies, so that the way to it can be broken too. */
export interface KafkaSystem {
  readonly kafka: TestKafka;
  /** One before each node. */
  readonly proxies: readonly TcpProxy[];
  readonly fleet: Fleet;
  /** Everything heals. */
  heal(): void;
  close(): Promise<void>;
}

/** Starts it; services and outsiders alike reach a node through its proxy alone. */
export async function startKafkaSystem(options: FleetOptions, nodes = 1): Promise<KafkaSystem> {
  const proxies: TcpProxy[] = [];
  const kafka = await startKafka({
    nodes,
    advertise: async (port, node) => {
      const proxy = await startTcpProxy({ port });
      proxies[node] = proxy;
      return proxy.port;
    },
  });
  const heal = (): void => {
    for (let node = 0; node < nodes; node += 1) kafka.cont(node);
    for (const proxy of proxies) proxy.become({});
  };
  const end = async (): Promise<void> => {
    await kafka.close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
  };
  const fleet = await startFleet({ ...options, kafka: kafka.brokers }).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  return {
    kafka,
    proxies,
    fleet,
    heal,
    async close() {
      heal();
      await fleet.close();
      await end();
    },
  };
}
