import { execFile } from 'node:child_process';
import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { loadEnvironment } from '@callmesh/service-defaults';
import type { Command } from 'commander';
import { dataDirectory, type InstanceFile } from '../../host/data-directory.js';
import { readJson } from '../../host/private-file.js';
import { processBirth } from '../../host/process-identity.js';
import { installedSpeechServer } from '../../host/speech-venv.js';
import { EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';

const execute = promisify(execFile);

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'note' | 'fault';
  readonly found: string;
  /** What to do about it. */
  readonly next?: string;
}

/** `callmesh doctor` */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at this machine, its configuration and the running instance, and say what is wrong')
    .action(
      act<[], object>(async ({ output }, { data }) => {
        const directory = dataDirectory(data ?? process.env.CALLMESH_DATA_DIR ?? '.callmesh');
        const instance = await readJson<InstanceFile>(directory.instance);
        const findings = [node(), await python(), await speech(), configuration(), await writable(directory.root), await running(instance), ...(await health(instance)), await port(instance)];
        const faults = findings.filter(({ state }) => state === 'fault').length;
        output.answer({ faults, findings }, () => [
          ...findings.map(({ check, state, found, next }) => `${state === 'ok' ? '✓' : state === 'note' ? '·' : '✗'} ${check}: ${found}${next ? `\n    → ${next}` : ''}`),
          faults === 0 ? 'nothing is wrong' : `${faults} fault(s)`,
        ]);
        process.exitCode = faults === 0 ? EXIT.done : EXIT.failed;
      }),
    );
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19) ? { check: 'Node', state: 'ok', found: process.versions.node } : { check: 'Node', state: 'fault', found: process.versions.node, next: 'install Node 20.19 or newer' };
}

async function python(): Promise<Finding> {
  const { stdout } = await execute('python3', ['--version']).catch(() => ({ stdout: '' }));
  return stdout ? { check: 'Python', state: 'ok', found: stdout.trim() } : { check: 'Python', state: 'note', found: 'no python3', next: 'install python3 with its venv module to transcribe recordings here, or set WHISPER_URL' };
}

async function speech(): Promise<Finding> {
  if (process.env.WHISPER_URL) return { check: 'speech engine', state: 'ok', found: 'WHISPER_URL is set' };
  return (await installedSpeechServer())
    ? { check: 'speech engine', state: 'ok', found: 'installed' }
    : { check: 'speech engine', state: 'note', found: 'not installed', next: 'node engines/whisper/install.mjs installs it; without it only stored transcripts are taken' };
}

function configuration(): Finding {
  try {
    loadEnvironment();
    return { check: 'configuration', state: 'ok', found: 'every variable can be used' };
  } catch (error) {
    return { check: 'configuration', state: 'fault', found: (error as Error).message };
  }
}

async function writable(folder: string): Promise<Finding> {
  const check = 'data directory';
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { check, state: 'ok', found: folder };
  } catch (error) {
    return { check, state: 'fault', found: `${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? ''})`, next: 'choose another with --data or CALLMESH_DATA_DIR' };
  }
}

async function running(instance: InstanceFile | undefined): Promise<Finding> {
  const check = 'instance';
  if (!instance) return { check, state: 'note', found: 'none runs on this data directory', next: '`callmesh start` starts one' };
  if ((await processBirth(instance.pid)) === undefined) return { check, state: 'note', found: `process ${instance.pid} was killed`, next: '`callmesh start` takes over what it left' };
  return { check, state: 'ok', found: `process ${instance.pid} at ${instance.url} since ${instance.startedAt}` };
}

async function health(instance: InstanceFile | undefined): Promise<Finding[]> {
  if (!instance) return [];
  const response = await fetch(`${instance.url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (!response) return [{ check: 'health', state: 'fault', found: `${instance.url} does not answer`, next: 'look into its log' }];
  const { checks } = (await response.json()) as { checks: { name: string; ok: boolean; degraded?: true; remark?: string }[] };
  return checks.map(({ name, ok, degraded, remark }) => ({ check: name, state: ok && !degraded ? 'ok' : 'fault', found: remark ?? (ok ? 'works' : 'does not work') }));
}

async function port(instance: InstanceFile | undefined): Promise<Finding> {
  const wanted = Number(process.env.CALLMESH_PORT ?? 8400);
  const check = `port ${wanted}`;
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(wanted, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  if (free) return { check, state: 'ok', found: 'free' };
  const own = instance !== undefined && new URL(instance.url).port === String(wanted);
  return own ? { check, state: 'ok', found: 'taken by this instance' } : { check, state: 'fault', found: 'taken by another program', next: `stop it, or set CALLMESH_PORT` };
}
