import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaClassPath, KafkaNode, ownerPid, serverProperties } from '@callmesh/testing/servers';
import { Backoff } from './backoff.js';
import type { ServerNews, StackServer } from './servers.js';

const MEMORY = ['-Xms192m', '-Xmx512m', '-XX:+UseSerialGC'];
const STOP_MS = 15_000;

/** Where the broker keeps its data and where it listens. */
export interface BrokerOptions extends ServerNews {
  readonly dir: string;
  readonly port: number;
  readonly controllerPort: number;
}

/** One Kafka in KRaft mode that keeps its data; started again when it dies. It ends with this process, however that ends. */
export async function startBroker({ dir, port, controllerPort, say, onRestart }: BrokerOptions): Promise<StackServer> {
  await mkdir(dir, { recursive: true });
  const ports = [{ plain: port, advertised: port, controller: controllerPort, others: [] }];
  const properties = serverProperties({}, ports, 0, path.join(dir, 'data'));
  const node = new KafkaNode({ dir, properties, scramUsers: {}, classPath: await kafkaClassPath('3.9.1'), java: MEMORY, owner: ownerPid(), port });
  let stopping = false;
  await node.format();
  await node.launch();
  await node.untilReady();

  const supervise = async (): Promise<void> => {
    for (const backoff = new Backoff(); ; ) {
      const since = Date.now();
      await node.ended();
      if (stopping) return;
      const pause = backoff.next(Date.now() - since);
      say(`kafka (process ${node.pid}) ended by itself (its last words are in ${path.join(dir, 'server.log')}): it is started again`);
      await sleep(pause, undefined, { ref: false });
      if (stopping) return;
      await node.launch();
      onRestart();
      await node.untilReady().then(
        () => say(`kafka runs again (process ${node.pid})`),
        (error: unknown) => stopping || say(error instanceof Error ? error.message : String(error)),
      );
    }
  };
  const supervision = supervise();
  const onExit = (): void => node.signal('SIGKILL');
  process.on('exit', onExit);
  return {
    name: 'kafka',
    get pid() {
      return node.pid;
    },
    signal: (signal) => node.signal(signal),
    async stop() {
      stopping = true;
      node.signal('SIGTERM');
      node.signal('SIGCONT');
      const late = setTimeout(() => node.signal('SIGKILL'), STOP_MS);
      await node.ended();
      clearTimeout(late);
      await supervision;
      process.off('exit', onExit);
    },
  };
}
