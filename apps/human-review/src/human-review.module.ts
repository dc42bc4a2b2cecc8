import { defineService } from '@callmesh/service-defaults';
import { DecideActionController } from './commands/decide-action/decide-action.controller.js';
import { DecideActionHandler } from './commands/decide-action/decide-action.handler.js';
import { DraftActionHandler } from './commands/draft-action/draft-action.handler.js';
import { DraftNoteHandler } from './commands/draft-note/draft-note.handler.js';
import { LeaseItemController } from './commands/lease-item/lease-item.controller.js';
import { WithdrawFactHandler } from './commands/reconcile-fact/withdraw-fact.handler.js';
import { RecordAppliedHandler } from './commands/record-applied/record-applied.handler.js';
import { RedraftActionHandler } from './commands/redraft-action/redraft-action.handler.js';
import { PoliciesController } from './commands/set-policy/policies.controller.js';
import { FlaggedTranscripts1764200001010 } from './migrations/flagged-transcripts.js';
import { ForgetConversations1764400001050 } from './migrations/forget-conversations.js';
import { HumanReviewTables1764000001000 } from './migrations/human-review-tables.js';
import { LaterAnalyses1764300001040 } from './migrations/later-analyses.js';
import { LiftedFlags1764400001060 } from './migrations/lifted-flags.js';
import { QueueFigures1764100001010 } from './migrations/queue-figures.js';
import { PoliciesDraft1764300001030 } from './migrations/policies-draft.js';
import { AuditDecisions } from './projections/audit-decisions.projection.js';
import { QueueController } from './projections/queue.controller.js';
import { QueueProjection } from './projections/queue.projection.js';
import { reviewQueue } from './projections/review-queue.js';
import { DraftActionWhenCallbackRequested } from './reactors/draft-action-when-callback-requested.reactor.js';
import { DraftActionWhenCancellationRequested } from './reactors/draft-action-when-cancellation-requested.reactor.js';
import { DraftActionWhenComplaintLogged } from './reactors/draft-action-when-complaint-logged.reactor.js';
import { DraftActionWhenDisputeRaised } from './reactors/draft-action-when-dispute-raised.reactor.js';
import { DraftCaseWhenEscalationRiskRaisedWithoutComplaint } from './reactors/draft-case-when-escalation-risk-raised-without-complaint.reactor.js';
import { DraftCaseWhenOwnKindIdentified } from './reactors/draft-case-when-own-kind-identified.reactor.js';
import { DraftNoteWhenCallAnalysed } from './reactors/draft-note-when-call-analysed.reactor.js';
import { DraftRefundCaseWhenRefundRequested } from './reactors/draft-refund-case-when-refund-requested.reactor.js';
import { DraftTaskWhenAgentPromisedToCallBack } from './reactors/draft-task-when-agent-promised-to-call-back.reactor.js';
import { ForgetWhenConversationErased } from './reactors/forget-when-conversation-erased.reactor.js';
import { NoteWhenCallRetranscribed } from './reactors/note-when-call-retranscribed.reactor.js';
import { NoteWhenInsightConfirmed } from './reactors/note-when-insight-confirmed.reactor.js';
import { ReconcileWhenInsightWithdrawn } from './reactors/reconcile-when-insight-withdrawn.reactor.js';
import { RecordAppliedWhenCrmRecordUpdated } from './reactors/record-applied-when-crm-record-updated.reactor.js';
import { RedraftWhenCrmOutcomeUncertain } from './reactors/redraft-when-crm-outcome-uncertain.reactor.js';
import { RedraftWhenCrmUpdateRefused } from './reactors/redraft-when-crm-update-refused.reactor.js';
import { ReviewWhenTranscriptFlagged } from './reactors/review-when-transcript-flagged.reactor.js';

const ofActions = 'tenant_id = $1 and action_id in (select q.action_id from queue_items q where q.tenant_id = $1 and q.conversation_id = $2)';

export const service = defineService({
  name: 'human-review',
  migrations: [HumanReviewTables1764000001000, QueueFigures1764100001010, FlaggedTranscripts1764200001010, PoliciesDraft1764300001030, LaterAnalyses1764300001040, ForgetConversations1764400001050, LiftedFlags1764400001060],
  controllers: [QueueController, LeaseItemController, DecideActionController, PoliciesController],
  reactors: [
    DraftActionWhenCancellationRequested,
    DraftActionWhenComplaintLogged,
    DraftActionWhenDisputeRaised,
    DraftActionWhenCallbackRequested,
    DraftRefundCaseWhenRefundRequested,
    DraftCaseWhenEscalationRiskRaisedWithoutComplaint,
    DraftTaskWhenAgentPromisedToCallBack,
    DraftCaseWhenOwnKindIdentified,
    DraftNoteWhenCallAnalysed,
    RecordAppliedWhenCrmRecordUpdated,
    RedraftWhenCrmUpdateRefused,
    RedraftWhenCrmOutcomeUncertain,
    ReviewWhenTranscriptFlagged,
    NoteWhenCallRetranscribed,
    NoteWhenInsightConfirmed,
    ReconcileWhenInsightWithdrawn,
    ForgetWhenConversationErased,
  ],
  inlineProjections: [QueueProjection, AuditDecisions],
  asyncProjections: [],
  jobs: [],
  forgets: [
    // These two name the action alone, so they go before it.
    { table: 'applied_changes', where: ofActions },
    { table: 'leases', where: ofActions },
    { table: 'queue_items' },
    { table: 'flagged_transcripts' },
    { table: 'later_transcripts' },
    { table: 'withdrawn_facts' },
    { table: 'confirmed_facts' },
  ],
  queues: [reviewQueue],
  providers: [DraftActionHandler, RedraftActionHandler, RecordAppliedHandler, DecideActionHandler, DraftNoteHandler, WithdrawFactHandler],
});
