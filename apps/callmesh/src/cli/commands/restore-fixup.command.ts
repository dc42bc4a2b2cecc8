import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import type { GlobalOptions } from '../instance.js';

/** `callmesh restore-fixup` */
export function restoreFixupCommand(program: Command): void {
  program
    .command('restore-fixup')
    .description('after restoring a dump into another Postgres, with all services stopped and the administrator\'s DATABASE_URL: puts what was restored before what will be written, and readers where they were; erases again what the ledger of erasures names (with CALLMESH_MASTER_KEY); safe to run again')
    .action(
      act<[], GlobalOptions>(async ({ output }, { data }) => {
        const [{ rebasedAuditTables, rebaseRestoredAudit }, { rebaseRestored }, { restoredBus, restoredService }, { loadEnvironment, reapplyLedger }, { allServices }] = await Promise.all([import('@callmesh/claim-check'), import('@callmesh/event-sourcing'), import('@callmesh/messaging'), import('@callmesh/service-defaults'), import('../../host/services.js')]);
        // The ledger lies beside the claims: in the data directory that is meant, or in the bucket.
        const env = { ...loadEnvironment(), ...(data !== undefined && { CALLMESH_DATA_DIR: data }) };
        const { DATABASE_URL: adminUrl, CALLMESH_MASTER_KEY: masterKey } = env;
        if (!adminUrl) throw new CliError('CONFIG.INCOMPLETE', 'DATABASE_URL is not set', 'set it to an administrator of the restored database', EXIT.usage);
        const logs = [...allServices.map(({ name }) => restoredService(name.replaceAll('-', '_'))), restoredBus];
        const rebased = [...(await rebaseRestored(adminUrl, logs, rebasedAuditTables)), { log: 'vault.audit', rows: await rebaseRestoredAudit(adminUrl), checkpoints: 1 }];
        const erased = masterKey ? await reapplyLedger(allServices, env) : null;
        output.answer({ rebased, erased }, (done) => [
          ...done.rebased.map(({ log, rows, checkpoints }) => `✓ ${log}: ${rows} rows, ${checkpoints} checkpoints`),
          ...(done.erased?.map(({ erasureId, conversations, rows }) => `✓ erasure ${erasureId}: ${conversations} conversations, ${Object.keys(rows).length === 0 ? 'nothing was left' : `rows deleted in ${Object.keys(rows).join(', ')}`}`) ?? ['✗ erasures were not applied again: set CALLMESH_MASTER_KEY and run it again before the services start']),
        ]);
      }),
    );
}
