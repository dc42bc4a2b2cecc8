import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../servers/processes.js';
import { startServer, type RunningServer } from '../servers/running-server.js';
import { sharedServer } from '../servers/shared-server.js';
import { apicurioHome, apicurioJar } from './apicurio-distribution.js';

/** Where a registry keeps its data and where it listens. */
export interface ApicurioOptions {
  /** Its folder; made when it does not exist. Started again on the same folder it knows its schemas and ids. */
  readonly dir: string;
  /** Loopback port; default: a free one. */
  readonly port?: number;
}

/** Starts an Apicurio 2.6 on the loopback address. @returns the server; `url` is that of its Confluent API. */
export async function startApicurio({ dir, port }: ApicurioOptions): Promise<RunningServer> {
  const [jar, listenOn] = await Promise.all([apicurioJar(), port ?? freePort(), mkdir(dir, { recursive: true })]);
  const origin = `http://127.0.0.1:${listenOn}`;
  return startServer({
    name: 'Apicurio',
    command: 'java',
    args: ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', jar],
    // Written at each commit: a kill must not lose an id that messages carry already.
    env: { HTTP_PORT: String(listenOn), QUARKUS_HTTP_HOST: '127.0.0.1', REGISTRY_DATASOURCE_URL: `jdbc:h2:file:${path.join(dir, 'registry')};WRITE_DELAY=0`, QUARKUS_DATASOURCE_JDBC_MIN_SIZE: '2', QUARKUS_DATASOURCE_JDBC_INITIAL_SIZE: '2' },
    logFile: path.join(dir, 'server.log'),
    url: `${origin}/apis/ccompat/v7`,
    healthUrl: `${origin}/health/ready`,
  });
}

const shared = sharedServer(apicurioHome, (dir) => startApicurio({ dir }));

/** The registry of this test run, shared by its specs: use subjects of your own. */
export const sharedApicurio = (): Promise<RunningServer> => shared.get();

/** Stops the registry of this test run, if one was started. */
export const stopSharedApicurio = (): Promise<void> => shared.stop();
