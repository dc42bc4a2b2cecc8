import type { ApiKeyRecord } from '@callmesh/service-defaults';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import { table } from '../output.js';
import { masterKeyCommands } from './master-key.js';

/** `callmesh keys create|bootstrap|ls|revoke` */
export function keysCommand(program: Command): void {
  const keys = program.command('keys').description('API keys of your tenant; the master key');
  masterKeyCommands(keys);

  keys
    .command('create <name>')
    .description('make a key; it is shown once')
    .requiredOption('--role <role>', 'agent, reviewer, supervisor, admin, subscriber, auditor, or raw-audio (hears recordings as they were received, each with a reason)')
    .option('--resolves <types>', 'types of placeholders whose values a subscriber may read, e.g. PHONE,EMAIL')
    .action(
      act<[string], { role: string; resolves?: string }>(async ({ api, output }, { role, resolves }, name) => {
        const made = await (await api()).call<{ key: string; prefix: string; name: string; role: string }>('/keys', { method: 'POST', body: { name, role, ...(resolves === undefined ? {} : { resolves: resolves.split(',') }) } });
        output.answer(made, ({ key }) => [key, `(shown this once; role ${made.role}, name ${made.name})`]);
      }),
    );

  keys
    .command('bootstrap <tenant>')
    .description('deploy step: the first keys of a tenant, of its admin and its operator, with the administrator\'s DATABASE_URL; they are shown once')
    .action(
      act<[string], object>(async ({ output }, _options, tenant) => {
        const [{ loadEnvironment, openKeys }, { makeFirstKeys }] = await Promise.all([import('@callmesh/service-defaults'), import('../../host/first-keys.js')]);
        const { DATABASE_URL: adminUrl, CALLMESH_MASTER_KEY: masterKey, CALLMESH_ROLES_SECRET: secret = masterKey } = loadEnvironment();
        if (!adminUrl || !secret) throw new CliError('CONFIG.INCOMPLETE', 'DATABASE_URL and CALLMESH_MASTER_KEY must be set', 'run it where `callmesh migrate` runs; who has a key already makes more with `callmesh keys create`', EXIT.usage);
        const { keys: store, close } = await openKeys({ adminUrl, secret });
        try {
          const { admin, operator } = await makeFirstKeys(store, adminUrl, { tenantId: tenant, name: 'first', actor: 'deploy-step:keys-bootstrap' });
          output.answer({ tenantId: tenant, admin, operator }, (made) => [`admin     ${made.admin}`, `operator  ${made.operator}`, '(shown this once)']);
        } finally {
          await close();
        }
      }),
    );

  keys
    .command('ls')
    .description('list the keys: prefix, role, last use')
    .action(
      act(async ({ api, output }) => {
        const listed = await (await api()).call<ApiKeyRecord[]>('/keys');
        output.answer(listed, (all) => table(['PREFIX', 'NAME', 'ROLE', 'MAY RESOLVE', 'CREATED', 'LAST USED', 'REVOKED'], all.map((k) => [`cm_${k.prefix}`, k.name, k.role, k.resolves.join(','), k.createdAt, k.lastUsedAt, k.revokedAt])));
      }),
    );

  keys
    .command('revoke <prefix>')
    .description('end a key, at once and for good')
    .action(
      act<[string], object>(async ({ api, output }, _options, prefix) => {
        const bare = prefix.replace(/^cm_/, '').slice(0, 8);
        await (await api()).call(`/keys/${encodeURIComponent(bare)}`, { method: 'DELETE' });
        output.answer({ revoked: bare }, () => `cm_${bare} is revoked`);
      }),
    );
}
