import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import type { ServiceName } from '@callmesh/contracts';

/** One service of some build in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  /** Resolves when it has ended, with its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

interface ReadyLine {
  readonly msg?: string;
  readonly url?: string;
}

/** Starts `apps/<service>` of the build in a folder, and waits for the line in its log that says it is ready: that is all that every build has in common. */
export async function startServiceOf(build: string, service: ServiceName, env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const { DATABASE_URL: _ofTheTestRun, ...inherited } = process.env;
  const child = spawn(process.execPath, [path.join(build, 'apps', service, 'dist/main.js')], {
    env: { ...inherited, NODE_OPTIONS: '', ...env, CALLMESH_PORT: '0', CALLMESH_LOG_LEVEL: 'info', CALLMESH_LOG_FORMAT: 'json' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said: string[] = [];
  const url = new Promise<string>((resolve) => {
    for (const input of [child.stdout, child.stderr]) {
      readline.createInterface({ input }).on('line', (line) => {
        said.push(line);
        const { msg, url: address } = parse(line);
        if (msg === 'ready' && address !== undefined) resolve(address);
      });
    }
  });
  const died = ended.then((code) => {
    throw new Error(`${service} of ${build} ended with ${code} before it was ready: ${said.slice(-20).join('\n')}`);
  });
  return {
    url: await Promise.race([url, died]),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

function parse(line: string): ReadyLine {
  try {
    return JSON.parse(line) as ReadyLine;
  } catch {
    return {};
  }
}
