import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';

/** `callmesh restore-fixup` */
export function restoreFixupCommand(program: Command): void {
  program
    .command('restore-fixup')
    .description('after restoring a dump into another Postgres, with all services stopped and the administrator\'s DATABASE_URL: puts what was restored before what will be written, and readers where they were; safe to run again')
    .action(
      act<[], object>(async ({ output }) => {
        const [{ rebaseRestored }, { restoredBus, restoredService }, { loadEnvironment }, { allServices }] = await Promise.all([import('@callmesh/event-sourcing'), import('@callmesh/messaging'), import('@callmesh/service-defaults'), import('../../host/services.js')]);
        const { DATABASE_URL: adminUrl } = loadEnvironment();
        if (!adminUrl) throw new CliError('CONFIG.INCOMPLETE', 'DATABASE_URL is not set', 'set it to an administrator of the restored database', EXIT.usage);
        const logs = [...allServices.map(({ name }) => restoredService(name.replaceAll('-', '_'))), restoredBus];
        const rebased = await rebaseRestored(adminUrl, logs);
        output.answer(rebased, (all) => all.map(({ log, rows, checkpoints }) => `✓ ${log}: ${rows} rows, ${checkpoints} checkpoints`));
      }),
    );
}
