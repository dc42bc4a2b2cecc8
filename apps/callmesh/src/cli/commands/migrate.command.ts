import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Environment, Migrated, ServiceDefinition } from '@callmesh/service-defaults';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';

interface MigrateOptions {
  readonly services?: string;
  readonly passwords?: string;
  readonly out?: string;
  readonly check?: boolean;
  readonly wait: string;
}

/** `callmesh migrate` */
export function migrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('deploy step: schemas, roles, rights and migrations of the services, with the administrator\'s DATABASE_URL; safe to run again')
    .option('--services <names>', 'only these, with commas between (default: all)')
    .option('--passwords <folder>', 'folder with one file per database role (callmesh_<service>, callmesh_<service>_worker) that holds its password; the others are derived from CALLMESH_MASTER_KEY')
    .option('--out <folder>', 'write <service>.env with DATABASE_APP_URL and DATABASE_WORKER_URL for each service there, readable by this user alone')
    .option('--check', 'change nothing: look, with the DATABASE_APP_URL of the one service that --services names, whether its schema is what this build needs')
    .option('--wait <seconds>', 'with --check: how long to wait for it', '0')
    .action(
      act<[], MigrateOptions>(async ({ output }, { services, passwords, out, check = false, wait }) => {
        const { loadEnvironment, migrate } = await import('@callmesh/service-defaults');
        const env = loadEnvironment();
        if (check) {
          await checkOne(env, services ?? '', Number(wait) * 1_000);
          output.answer({ service: services, migrated: true }, () => `✓ ${services}: up to date`);
          return;
        }
        if (!env.DATABASE_URL) throw new CliError('CONFIG.INCOMPLETE', 'DATABASE_URL is not set', 'set it to an administrator of the database: a role that may create roles and schemas', EXIT.usage);
        if (!env.CALLMESH_MASTER_KEY) throw new CliError('CONFIG.INCOMPLETE', 'CALLMESH_MASTER_KEY is not set', 'set it to what the services have: passwords of roles are derived from it', EXIT.usage);
        const chosen = await servicesOf(services?.split(','));
        const done = await migrate(chosen, { adminUrl: env.DATABASE_URL, secret: env.CALLMESH_ROLES_SECRET ?? env.CALLMESH_MASTER_KEY, ...(passwords !== undefined && { passwordOf: (role) => passwordIn(passwords, role) }) });
        const files = out === undefined ? [] : await writeAddresses(out, done.filter(({ name }) => name !== 'access'));
        output.answer({ schemas: done.map(({ name, done: steps }) => ({ name, done: steps })), files }, ({ schemas }) => [
          ...schemas.map(({ name, done: steps }) => `✓ ${name}: ${steps.length === 0 ? 'up to date' : `done ${steps.join(', ')}`}`),
          ...files.map((file) => `  ${file}`),
        ]);
      }),
    );
}

async function checkOne(env: Environment, service: string, waitMs: number): Promise<void> {
  if (!env.DATABASE_APP_URL) throw new CliError('CONFIG.INCOMPLETE', 'DATABASE_APP_URL is not set', 'set it to the role of the service, as `callmesh migrate` makes it', EXIT.usage);
  if (!Number.isFinite(waitMs) || waitMs < 0) throw new CliError('REQUEST.INVALID', '--wait is no number of seconds', 'e.g. --wait 600', EXIT.usage);
  const [{ untilMigrated }, [only]] = await Promise.all([import('@callmesh/service-defaults'), servicesOf([service])]);
  if (only) await untilMigrated(only, { appUrl: env.DATABASE_APP_URL, waitMs });
}

/** All of them when none is named. */
async function servicesOf(names: readonly string[] | undefined): Promise<readonly ServiceDefinition[]> {
  const { allServices } = await import('../../host/services.js');
  return names === undefined
    ? allServices
    : names.map((given) => {
        const name = given.trim();
        const found = allServices.find((service) => service.name === name);
        if (!found) throw new CliError('SERVICE.NOT_FOUND', `there is no service ${name}`, `there are ${allServices.map((service) => service.name).join(', ')}`, EXIT.usage);
        return found;
      });
}

/** The last line break is the editor's. */
function passwordIn(folder: string, role: string): string | undefined {
  try {
    return readFileSync(path.join(folder, role), 'utf8').replace(/\r?\n$/, '') || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CliError('FILE.UNREADABLE', `the password in ${path.join(folder, role)} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`, 'check the file and its permissions', EXIT.usage);
  }
}

async function writeAddresses(folder: string, migrated: readonly Migrated[]): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return Promise.all(
    migrated.map(async ({ name, appUrl, workerUrl }) => {
      const file = path.join(folder, `${name}.env`);
      await writeFile(file, `DATABASE_APP_URL=${appUrl}\nDATABASE_WORKER_URL=${workerUrl}\n`, { mode: 0o600 });
      return file;
    }),
  );
}
