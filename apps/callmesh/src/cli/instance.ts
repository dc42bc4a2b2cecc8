import { dataDirectory, type InstanceFile, type LocalKeys } from '../host/data-directory.js';
import { readJson } from '../host/private-file.js';
import { CliError, EXIT } from './cli.errors.js';

/** Options that every command has. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly url?: string;
  readonly key?: string;
  readonly data?: string;
}

/** Which callmesh to talk to, and as whom. */
export interface Target {
  readonly url: string;
  readonly key: string;
}

/**
 * Finds the instance: `--url` and `--key`, else CALLMESH_URL and CALLMESH_API_KEY, else the one that runs on the data directory.
 * @throws CliError when there is none, or no key for it.
 */
export async function findTarget(options: GlobalOptions, as: 'admin' | 'operator'): Promise<Target> {
  const directory = dataDirectory(options.data ?? process.env.CALLMESH_DATA_DIR ?? '.callmesh');
  const [instance, keys] = await Promise.all([readJson<InstanceFile>(directory.instance), readJson<LocalKeys>(directory.keys)]);
  const url = options.url ?? process.env.CALLMESH_URL ?? instance?.url;
  if (!url) {
    throw new CliError('INSTANCE.NOT_FOUND', `no callmesh runs on ${directory.root}`, 'start one with `callmesh start` (or `npm run demo`), or name another with --url and --key, or its data directory with --data', EXIT.unreachable);
  }
  const key = options.key ?? process.env.CALLMESH_API_KEY ?? keys?.[as];
  if (!key) throw new CliError('KEY.MISSING', `there is no API key for ${url} in ${directory.root}`, 'give one with --key or CALLMESH_API_KEY', EXIT.denied);
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) throw new CliError('URL.INVALID', `${url} is no http(s) address`, 'give one like http://127.0.0.1:8400 with --url or CALLMESH_URL', EXIT.usage);
  return { url: url.replace(/\/+$/, ''), key };
}
