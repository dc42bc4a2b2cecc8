import { stat } from 'node:fs/promises';
import type { LocalMasterKeys, MasterKeyUse, Rotated } from '@callmesh/claim-check';
import type { Command } from 'commander';
import type { Environment } from '@callmesh/service-defaults';
import type { DataDirectory, InstanceFile } from '../../host/data-directory.js';
import { readJson } from '../../host/private-file.js';
import { CliError, EXIT } from '../cli.errors.js';
import { act, type CommandContext } from '../command-context.js';
import type { GlobalOptions } from '../instance.js';
import { signLedgerAnew } from '../sign-ledger.js';

/** Where the master keys of an installation are, and the database that they are for. */
interface Installation {
  readonly adminUrl: string;
  readonly keys: LocalMasterKeys;
  /** The file in the data directory; undefined when the environment gives the keys. */
  readonly file: string | undefined;
  readonly env: Environment;
  readonly directory: DataDirectory;
}

/** Long after every process that runs has taken a new key up, which is within ten seconds. */
const TAKEN_UP_MS = 5 * 60_000;

/** Who does this, for the audit. */
const ROTATOR = 'deploy-step:rotate-master';

/** `callmesh keys rotate-master|forget-master` */
export function masterKeyCommands(keys: Command): void {
  keys
    .command('rotate-master')
    .description('wrap every key anew with a new master key while everything runs; run it again when it was interrupted. Deploy step: with the administrator\'s DATABASE_URL, CALLMESH_MASTER_KEY (new) and CALLMESH_OTHER_MASTER_KEYS (former); without them for the callmesh that runs on the data directory')
    .action(act<[], GlobalOptions>(rotate));

  keys
    .command('forget-master')
    .description('drop the former master keys of a data directory, once they wrap nothing any more')
    .action(act<[], GlobalOptions>(forget));
}

async function rotate({ output }: CommandContext, options: GlobalOptions): Promise<void> {
  const [{ createLocalKms, masterKeyIdOf, masterKeyUse, rotateMasterKey }, { addMasterKey }] = await Promise.all([import('@callmesh/claim-check'), import('../../host/secrets.js')]);
  const installation = await installationOf(options);
  const { adminUrl, keys, file } = installation;
  const unfinished = (await masterKeyUse(adminUrl)).some(({ masterKeyId }) => masterKeyId !== masterKeyIdOf(keys.current));
  const rotating = file !== undefined && !unfinished ? await addMasterKey(file, keys) : keys;
  if (unfinished) output.remark('some keys are not under the current master key: going on with those');
  await note(adminUrl, 'rotate-master', rotating.current);
  const rotated = await rotateMasterKey({ adminUrl, kms: createLocalKms(rotating), actor: ROTATOR, onProgress: (done, all) => output.remark(`${done} of ${all} keys`) });
  await signLedgerAnew(installation, rotating, options);
  output.answer(rotated, (made) => linesOf(made, file));
}

function linesOf({ masterKeyId, rewrapped, use }: Rotated, file: string | undefined): string[] {
  const left = use.filter((one) => one.masterKeyId !== masterKeyId);
  return [
    `✓ ${rewrapped} keys wrapped anew with master key ${masterKeyId}`,
    left.length > 0 ? `  ${countsOf(left)}: run it again` : `  no former master key is needed any more${file === undefined ? ': when every service has the new one, take them out of CALLMESH_OTHER_MASTER_KEYS' : ': `callmesh keys forget-master` drops them'}; backups from before still need them`,
  ];
}

async function forget({ output }: CommandContext, options: GlobalOptions): Promise<void> {
  const [{ masterKeyIdOf, masterKeyUse }, { dropMasterKeys }] = await Promise.all([import('@callmesh/claim-check'), import('../../host/secrets.js')]);
  const installation = await installationOf(options);
  const { adminUrl, keys, file, directory } = installation;
  if (file === undefined) throw new CliError('KEYS.NOT_HERE', 'the master keys come from the environment', 'take the former ones out of CALLMESH_OTHER_MASTER_KEYS once `callmesh doctor` says that they wrap nothing', EXIT.usage);
  const needed = new Set((await masterKeyUse(adminUrl)).map(({ masterKeyId }) => masterKeyId));
  const dropped = (keys.previous ?? []).filter((key) => !needed.has(masterKeyIdOf(key)));
  if (dropped.length > 0) await refuseWhileUsed(directory, file);
  await signLedgerAnew(installation, keys, options);
  for (const key of dropped) await note(adminUrl, 'forget-master', key);
  await dropMasterKeys(file, keys, dropped);
  const kept = (keys.previous ?? []).length - dropped.length;
  output.answer({ forgotten: dropped.map(masterKeyIdOf), kept }, ({ forgotten }) => [...forgotten.map((id) => `✓ ${id} forgotten`), ...(kept > 0 ? [`${kept} former master keys still wrap keys: run \`callmesh keys rotate-master\``] : []), ...(forgotten.length + kept === 0 ? ['there is no former master key'] : [])]);
}

/** Each tenant has a line for its keys; this one is for the master key itself, before anything is done with it. */
async function note(adminUrl: string, action: 'rotate-master' | 'forget-master', key: string): Promise<void> {
  const { INSTALLATION, masterKeyIdOf, recordAsAdministrator } = await import('@callmesh/claim-check');
  const line = { action, reference: `keys://${INSTALLATION}/${masterKeyIdOf(key)}`, outcome: 'allowed' };
  await recordAsAdministrator(adminUrl, INSTALLATION, line, { actor: ROTATOR, purpose: action === 'rotate-master' ? 'wrap every key with this master key' : 'drop this master key, which wraps nothing any more' });
}

/** What a process wraps with a key that is gone by then can never be opened. */
async function refuseWhileUsed(directory: DataDirectory, file: string): Promise<void> {
  const [instance, { mtimeMs }] = await Promise.all([readJson<InstanceFile>(directory.instance), stat(file)]);
  if (!instance || Date.parse(instance.startedAt) >= mtimeMs) return;
  const left = mtimeMs + TAKEN_UP_MS - Date.now();
  if (left > 0) throw new CliError('KEYS.IN_USE', 'the callmesh that runs there was started before the rotation, and may have something in hand with the former master key', `run this again in ${Math.ceil(left / 60_000)} min, when it has certainly taken the new one up; or restart it`);
}

const countsOf = (use: readonly MasterKeyUse[]): string => use.map(({ masterKeyId, keys }) => `${keys} keys are still under ${masterKeyId}`).join(', ');

async function installationOf({ data }: GlobalOptions): Promise<Installation> {
  const [{ loadEnvironment, masterKeysOf }, { dataDirectory }, { masterKeysIn }, { runningEmbeddedUrl }] = await Promise.all([import('@callmesh/service-defaults'), import('../../host/data-directory.js'), import('../../host/secrets.js'), import('@callmesh/event-sourcing')]);
  const env = loadEnvironment();
  const directory = dataDirectory(data ?? env.CALLMESH_DATA_DIR);
  const given = masterKeysOf(env);
  const keys = given ?? (await masterKeysIn(directory.secrets));
  const adminUrl = env.DATABASE_URL ?? (await runningEmbeddedUrl(directory.postgres));
  if (!keys) throw new CliError('CONFIG.INCOMPLETE', `there is no master key, neither in CALLMESH_MASTER_KEY nor in ${directory.root}`, 'name the data directory with --data, or set what the services have', EXIT.usage);
  if (!adminUrl) throw new CliError('CONFIG.INCOMPLETE', `no database runs on ${directory.root}, and DATABASE_URL is not set`, 'start callmesh there, or set the administrator\'s address', EXIT.usage);
  return { adminUrl, keys, file: given ? undefined : directory.secrets, env: { ...env, CALLMESH_DATA_DIR: directory.root }, directory };
}
