import { ERASURE, RECEIPT_SIGNER, type CurrentSigner, type Erasure, type Signed } from '@callmesh/claim-check';
import { flow } from '@callmesh/contracts';
import { DATABASE, type Database, type Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { BUS, TransientError, type Bus } from '@callmesh/messaging';
import { rootLogger, SERVICE_CONFIG, type ForgottenReportBody, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { finishErasure } from '../../adapters/tables/erasures-table.js';
import { runsOut, type Receipt, type ServiceReport } from '../../domain/erasure-receipt.js';
import { FINISH_ERASURE, requestOf, type OfErasure } from './erasure-request.js';

const SOON_MS = 250;
const LATER_MS = 10_000;
const SOON_TRIES = 100;

/** Everybody who keeps something of a conversation: whoever hears of the erasure, insights, and the service that says it. */
const everybody = ['ingestion', 'insights', ...flow.filter(({ type }) => type === 'conversation.erased.v1').flatMap(({ heardBy }) => heardBy)];

/** Waits until every service has said that it has forgotten, and then signs for it. */
@Injectable()
export class FinishErasureJob implements JobHandler<OfErasure, Signed<Receipt>> {
  readonly kind = FINISH_ERASURE;
  readonly limit = 2;
  readonly leaseMs = 30_000;
  /** A service may be away for days. */
  readonly maxAttempts = 1_000_000;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ERASURE) private readonly erasure: Erasure,
    @Inject(RECEIPT_SIGNER) private readonly signer: CurrentSigner,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  async run({ tenantId, payload: { erasureId }, attempt, waitsFor }: LeasedJob<OfErasure>): Promise<Signed<Receipt>> {
    const { calls: all, askedBy, reason, askedAt } = await this.db.transaction(tenantId, (tx) => requestOf(tx, erasureId));
    const calls = all.filter(({ onHold }) => !onHold);
    const reports = new Map<string, ServiceReport[]>();
    for (const { conversation, service, at, report } of await this.erasure.reports(tenantId, erasureId)) {
      const said = { service, at: at.toISOString(), ...(report as ForgottenReportBody) };
      reports.set(conversation, [...(reports.get(conversation) ?? []), said]);
    }
    const missing = everybody.filter((service) => calls.some(({ conversationId }) => !reports.get(conversationId)?.some((one) => one.service === service)));
    if (missing.length > 0) {
      await waitsFor(`that ${missing.join(', ')} forget`);
      throw Object.assign(new TransientError(`${missing.join(', ')} have not said yet that they have forgotten`), { code: 'ERASURE.WAITING', retryAfterMs: attempt < SOON_TRIES ? SOON_MS : LATER_MS });
    }
    const { CALLMESH_WAL_DAYS: walDays, CALLMESH_BACKUP_DAYS: backupDays } = this.config.env;
    const last = Math.max(Date.parse(askedAt), ...calls.map(({ erasedAt }) => Date.parse(erasedAt ?? askedAt)));
    const signer = await this.signer();
    return signer.sign<Receipt>({
      format: 'callmesh-erasure-receipt/1',
      erasureId,
      tenantId,
      askedBy,
      reason,
      askedAt,
      finishedAt: new Date().toISOString(),
      conversations: calls.map(({ conversationId, erasedAt }) => ({ conversationId, keyDestroyedAt: erasedAt ?? askedAt, services: reports.get(conversationId) ?? [] })),
      onHold: all.filter(({ onHold }) => onHold).map(({ conversationId }) => conversationId),
      runsOut: runsOut(last, { rewritten: this.bus.rewrite !== undefined, walDays, backupDays }),
    });
  }

  complete(tx: Tx, _job: LeasedJob<OfErasure>, receipt: Signed<Receipt>): Promise<void> {
    return finishErasure(tx, receipt);
  }

  async fail(_tx: Tx, { payload: { erasureId } }: LeasedJob<OfErasure>, error: Error): Promise<void> {
    rootLogger().error({ err: error, erasureId }, 'the receipt of an erasure could not be given: the erasure itself is done; `callmesh jobs retry` tries again');
    await Promise.resolve();
  }
}
