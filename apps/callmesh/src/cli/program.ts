import { Command, CommanderError } from 'commander';
import { EXIT } from './cli.errors.js';
import { analysisCommand } from './commands/analysis.command.js';
import { audioCommand } from './commands/audio.command.js';
import { auditCommand } from './commands/audit.command.js';
import { claimsCommand } from './commands/claims.command.js';
import { consentCommand } from './commands/consent.command.js';
import { demoCommand } from './commands/demo.command.js';
import { doctorCommand } from './commands/doctor.command.js';
import { eraseCommand } from './commands/erase.command.js';
import { gatewayCommand } from './commands/gateway.command.js';
import { grantCommand } from './commands/grant.command.js';
import { holdCommand } from './commands/hold.command.js';
import { ingestCommand } from './commands/ingest.command.js';
import { jobsCommand } from './commands/jobs.command.js';
import { keysCommand } from './commands/keys.command.js';
import { llmCommand } from './commands/llm.command.js';
import { migrateCommand } from './commands/migrate.command.js';
import { parkedCommand } from './commands/parked.command.js';
import { projectionsCommand } from './commands/projections.command.js';
import { queueCommand } from './commands/queue.command.js';
import { reanalyseCommand } from './commands/reanalyse.command.js';
import { replaysCommand } from './commands/replays.command.js';
import { resolveCommand } from './commands/resolve.command.js';
import { restoreFixupCommand } from './commands/restore-fixup.command.js';
import { retentionCommand } from './commands/retention.command.js';
import { retranscribeCommand } from './commands/retranscribe.command.js';
import { reviewCommand } from './commands/review.command.js';
import { competitorsCommand } from './commands/competitors.command.js';
import { rulesCommand } from './commands/rules.command.js';
import { schemasCommand } from './commands/schemas.command.js';
import { stackCommand } from './commands/stack.command.js';
import { startCommand } from './commands/start.command.js';
import { threadCommand } from './commands/thread.command.js';
import { transcriptCommand } from './commands/transcript.command.js';
import { subscriptionsCommand } from './commands/subscriptions.command.js';
import { topicsCommand } from './commands/topics.command.js';

/** Runs the command line; what a command alone needs is loaded when it runs. Sets `process.exitCode`; ends when the command has ended. */
export async function runCli(args: readonly string[]): Promise<void> {
  const program = new Command('callmesh')
    .description('Phone calls into business events, reviewed actions and CRM changes.')
    .option('--json', 'answer in JSON on standard output, and nothing else there')
    .option('--url <address>', 'a running callmesh (default: the one on the data directory, or CALLMESH_URL)')
    .option('--key <key>', 'API key (default: that of the data directory, or CALLMESH_API_KEY)')
    .option('--data <directory>', 'data directory (default: CALLMESH_DATA_DIR, or .callmesh)')
    .showHelpAfterError('(`callmesh --help` lists the commands)')
    .exitOverride();
  for (const register of [startCommand, gatewayCommand, stackCommand, demoCommand, ingestCommand, threadCommand, transcriptCommand, audioCommand, consentCommand, retranscribeCommand, analysisCommand, reanalyseCommand, queueCommand, reviewCommand, rulesCommand, competitorsCommand, llmCommand, resolveCommand, grantCommand, parkedCommand, jobsCommand, projectionsCommand, replaysCommand, keysCommand, migrateCommand, restoreFixupCommand, topicsCommand, subscriptionsCommand, schemasCommand, claimsCommand, auditCommand, holdCommand, eraseCommand, retentionCommand, doctorCommand]) register(program);
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(['node', 'callmesh', ...args]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // commander has said what was wrong already.
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
}
