import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '../servers/processes.js';
import { serverOf, startServer, type RunningServer } from '../servers/running-server.js';
import { sharedServer } from '../servers/shared-server.js';
import { versitygwBinary, versitygwHome } from './versitygw-distribution.js';

/** Where an S3 server keeps its data and where it listens. */
export interface VersitygwOptions {
  /** Its folder; made when it does not exist. */
  readonly dir: string;
  /** Loopback port; default: a free one. */
  readonly port?: number;
}

/** A real S3 server and what a client needs to use it. */
export interface S3Server extends RunningServer {
  readonly region: string;
  /** Made at the start. */
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const access = { region: 'us-east-1', bucket: 'callmesh', accessKeyId: 'callmesh-tests', secretAccessKey: 'not-a-secret' } as const;

/** Starts a versitygw on the loopback address; each bucket is a folder in `<dir>/buckets`. */
export async function startVersitygw({ dir, port }: VersitygwOptions): Promise<S3Server> {
  const [buckets, metadata] = [path.join(dir, 'buckets'), path.join(dir, 'metadata')];
  const [command, listenOn] = await Promise.all([versitygwBinary(), port ?? freePort(), mkdir(path.join(buckets, access.bucket), { recursive: true }), mkdir(metadata, { recursive: true })]);
  const url = `http://127.0.0.1:${listenOn}`;
  const server = await startServer({
    name: 'versitygw',
    command,
    // Metadata in files: not every file system has extended attributes.
    args: ['--port', `127.0.0.1:${listenOn}`, '--region', access.region, '--health', '/health', '--keep-alive', '--quiet', 'posix', '--sidecar', metadata, buckets],
    env: { ROOT_ACCESS_KEY: access.accessKeyId, ROOT_SECRET_KEY: access.secretAccessKey },
    logFile: path.join(dir, 'server.log'),
    url,
    healthUrl: `${url}/health`,
  });
  return { ...server, ...access };
}

const shared = sharedServer(versitygwHome, (dir) => startVersitygw({ dir }));

/** The S3 server of this test run, shared by its specs. */
export async function sharedVersitygw(): Promise<S3Server> {
  const { url, pid } = await shared.get();
  return { ...serverOf(url, pid), ...access };
}

/** Stops the S3 server of this test run, if one was started. */
export const stopSharedVersitygw = (): Promise<void> => shared.stop();
