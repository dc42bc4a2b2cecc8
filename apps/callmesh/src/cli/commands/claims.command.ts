import type { Command } from 'commander';
import { CliError, EXIT } from '../cli.errors.js';
import { act } from '../command-context.js';
import type { GlobalOptions } from '../instance.js';

interface SweepCommandOptions extends GlobalOptions {
  readonly olderThan: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

/** `callmesh claims` */
export function claimsCommand(program: Command): void {
  const claims = program.command('claims').description('stored audio and transcripts');
  claims
    .command('sweep')
    .description('remove stored objects that no event and no row refers to (left by rolled-back transactions and killed processes) and uploads that never ended; with the administrator\'s DATABASE_URL')
    .option('--older-than <hours>', 'only what is older; at least 1', '24')
    .option('--dry-run', 'only list it')
    .option('--force', 'also when it is more than a tenth of all')
    .action(
      act<[], SweepCommandOptions>(async ({ output }, { data, olderThan, dryRun = false, force = false }) => {
        const olderThanHours = Number(olderThan);
        if (!Number.isFinite(olderThanHours)) throw new CliError('ARGUMENT.INVALID', `--older-than ${olderThan} is no number of hours`, 'give one like 24', EXIT.usage);
        const [{ loadEnvironment, sweepClaims }, { allServices }] = await Promise.all([import('@callmesh/service-defaults'), import('../../host/services.js')]);
        const swept = await sweepClaims(allServices, { ...loadEnvironment(), ...(data !== undefined && { CALLMESH_DATA_DIR: data }) }, { olderThanHours, dryRun, force });
        output.answer({ ...swept, dryRun }, ({ looked, orphans, bytes, unfinished }) => [
          ...orphans,
          `✓ ${looked} objects looked at; ${dryRun ? 'to be removed' : 'removed'}: ${orphans.length} that nothing refers to (${bytes} bytes)${dryRun ? '' : `, ${unfinished} unfinished uploads`}`,
        ]);
      }),
    );
}
