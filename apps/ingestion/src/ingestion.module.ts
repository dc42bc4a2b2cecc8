import { defineService, FORGETS_OUTSIDE } from '@callmesh/service-defaults';
import { ByteIntake } from './adapters/intake/byte-intake.js';
import { Connections } from './adapters/tables/connections-table.js';
import { Erasures1764400001200 } from './adapters/tables/erasures-migration.js';
import { ConsentTables1764400001210 } from './adapters/tables/consent-tables.js';
import { FolderLeases1764000001100 } from './adapters/tables/folder-leases.js';
import { IngestionTables1764000001000 } from './adapters/tables/ingestion-tables.js';
import { CaptureCallController } from './commands/capture-call/capture-call.controller.js';
import { CaptureCall } from './commands/capture-call/capture-call.handler.js';
import { PrepareCapture } from './commands/capture-call/prepare-capture.js';
import { RecordCapture } from './commands/capture-call/record-capture.js';
import { ConfigureConnectionController } from './commands/configure-connection/configure-connection.controller.js';
import { ConsentController } from './commands/explain-consent/consent.controller.js';
import { DiscardWithoutConsentJob } from './commands/discard-without-consent/discard-without-consent.job.js';
import { BeginErasure } from './commands/erase-conversations/begin-erasure.js';
import { EraseJob } from './commands/erase-conversations/erase.job.js';
import { ErasuresController } from './commands/erase-conversations/erasures.controller.js';
import { FinishErasureJob } from './commands/erase-conversations/finish-erasure.job.js';
import { ForgetObjects } from './commands/erase-conversations/forget-objects.js';
import { HoldsController } from './commands/legal-hold/holds.controller.js';
import { ReapplyErasures } from './commands/erase-conversations/reapply-erasures.js';
import { ResubmitQuarantinedController } from './commands/resubmit-quarantined/resubmit-quarantined.controller.js';
import { ResubmitQuarantined } from './commands/resubmit-quarantined/resubmit-quarantined.handler.js';
import { RetentionSettingsController } from './commands/retention/retention-settings.controller.js';
import { RetireConversations } from './commands/retention/retire-conversations.retention.js';
import { RetireQuarantined } from './commands/retention/retire-quarantined.retention.js';
import { WatchFolder } from './commands/watch-folder/watch-folder.js';
import { CallsController } from './projections/calls.controller.js';
import { QuarantineController } from './projections/quarantine.controller.js';

/** Calls come in here: captured, checked, normalised, recorded once. */
export const ingestion = defineService({
  name: 'ingestion',
  migrations: [IngestionTables1764000001000, FolderLeases1764000001100, Erasures1764400001200, ConsentTables1764400001210],
  controllers: [CaptureCallController, ResubmitQuarantinedController, ConfigureConnectionController, CallsController, QuarantineController, HoldsController, RetentionSettingsController, ErasuresController, ConsentController],
  reactors: [],
  inlineProjections: [],
  asyncProjections: [],
  retention: [RetireQuarantined, RetireConversations],
  jobs: [DiscardWithoutConsentJob, EraseJob, FinishErasureJob],
  forgets: [
    { table: 'call_deliveries' },
    { table: 'quarantine' },
    // Hashes of the bytes stay: the same recording is refused if it comes again.
    { table: 'call_identities', where: "tenant_id = $1 and conversation_id = $2 and kind = 'call'" },
  ],
  providers: [CaptureCall, PrepareCapture, RecordCapture, ResubmitQuarantined, WatchFolder, Connections, ByteIntake, BeginErasure, ReapplyErasures, { provide: FORGETS_OUTSIDE, useClass: ForgetObjects }],
});
