import { randomUUID } from 'node:crypto';
import { DATABASE, currentTraceparent, DomainError, type Database, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { BeginRetranscription } from './begin-retranscription.job.js';
import { originOf } from './origins.js';
import { RETRANSCRIBE, type RetranscribeCall } from './retranscribe.job.js';
import { BEGIN_RETRANSCRIPTION, retranscriptions, type Retranscription } from './retranscription-calls.js';

const Filter = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional().describe('calls that began at this time or later'),
  until: z.iso.datetime({ offset: true }).optional().describe('calls that began before this time'),
  platform: z.string().min(1).optional(),
  agentId: z.string().min(1).optional(),
  language: z.string().min(2).optional(),
});
const Wanted = z
  .strictObject({
    conversationId: z.string().min(1).optional(),
    filter: Filter.refine((filter) => Object.values(filter).some((value) => value !== undefined), 'names nothing: say all to mean every call').optional(),
    all: z.literal(true).optional(),
    mode: z.enum(['audio', 'clean-up']).default('audio').describe('audio: heard again; clean-up: the newest transcript is checked and mended again'),
    reason: z.enum(['requested', 'better-engine']).default('requested'),
  })
  .refine((wanted) => [wanted.conversationId, wanted.filter, wanted.all].filter((scope) => scope !== undefined).length === 1, 'name one of conversationId, filter and all');
const Batch = z.object({
  id: z.string(),
  scope: z.record(z.string(), z.unknown()),
  mode: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  state: z.enum(['running', 'done']),
  calls: z.object({ total: z.number().int(), waiting: z.number().int(), made: z.number().int(), unchanged: z.number().int(), failed: z.number().int() }),
});
const BatchWithFailures = Batch.extend({ failures: z.array(z.object({ conversationId: z.string(), code: z.string() })).describe('the first hundred') });

@Controller('retranscriptions')
@Roles('operator')
export class RetranscriptionsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  @Post()
  @HttpCode(202)
  @Documented({ summary: 'Transcribe one call, those of a filter, or all of them again, in the background', body: Wanted, response: Batch })
  async begin(@CurrentCaller() { tenantId, role, name }: Caller, @Body() body: unknown): Promise<Retranscription> {
    const { conversationId, filter, mode, reason } = parseBody(Wanted, body);
    const batchId = randomUUID();
    const call: RetranscribeCall = { batchId, mode, reason, causationId: batchId, traceparent: currentTraceparent() };
    return this.db.transaction(tenantId, async (tx) => {
      const scope = conversationId !== undefined ? { conversationId } : filter ? { filter } : { all: true };
      await retranscriptions.begin(tx, { id: batchId, scope, mode, reason, askedBy: `${role}:${name}` });
      if (conversationId === undefined) {
        const payload: BeginRetranscription = { ...call, filter: filter ?? {}, after: '' };
        await this.jobs.enqueue(tx, { id: batchId, kind: BEGIN_RETRANSCRIPTION, conversationId: batchId, payload });
      } else await this.one(tx, conversationId, call);
      return found(await retranscriptions.list(tx, batchId), batchId);
    });
  }

  @Get()
  @Documented({ summary: 'List what was asked to be transcribed again, newest first, with its progress', response: z.array(Batch) })
  async list(@CurrentCaller() { tenantId }: Caller): Promise<Retranscription[]> {
    return this.db.transaction(tenantId, (tx) => retranscriptions.list(tx));
  }

  @Get(':id')
  @Documented({ summary: 'Show how far a re-transcription is, and which calls failed', response: BatchWithFailures })
  async show(@CurrentCaller() { tenantId }: Caller, @Param('id') id: string): Promise<z.output<typeof BatchWithFailures>> {
    return this.db.transaction(tenantId, async (tx) => {
      const batch = found(await retranscriptions.list(tx, id), id);
      return { ...batch, failures: await retranscriptions.failuresOf(tx, id) };
    });
  }

  private async one(tx: Tx, conversationId: string, call: RetranscribeCall): Promise<void> {
    if (!(await originOf(tx, conversationId))) throw new DomainError('CALL.NOT_FOUND', `there is no recorded call ${conversationId} in this tenant`);
    await retranscriptions.add(tx, call.batchId, conversationId);
    await this.jobs.enqueue(tx, { id: call.batchId, kind: RETRANSCRIBE, conversationId, payload: call });
  }
}

function found([batch]: readonly Retranscription[], id: string): Retranscription {
  if (!batch) throw new DomainError('RETRANSCRIPTION.NOT_FOUND', `there is no re-transcription ${id}: \`callmesh retranscriptions ls\` lists them`);
  return batch;
}
