import { randomUUID } from 'node:crypto';
import { deterministicId } from '@callmesh/contracts';
import { currentTraceparent, DATABASE, type Database } from '@callmesh/event-sourcing';
import { JOBS, type CallFailure, type Jobs } from '@callmesh/jobs';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { LlmEngine } from '../../adapters/llm/llm-engine.js';
import { modelNotConfigured, nothingToAnalyse, reanalysisNotFound } from '../../domain/extraction.errors.js';
import type { BeginReanalysis } from './begin-reanalysis.job.js';
import { REANALYSE, type ReanalyseCall } from './reanalyse.job.js';
import { BEGIN_REANALYSIS, reanalyses, selectCalls, type Reanalysis } from './reanalyses.js';

const moment = z.iso.datetime({ offset: true });
const Between = z.strictObject({ from: moment.optional().describe('calls that began at this time or later'), to: moment.optional().describe('calls that began before this time') });
const Wanted = z
  .strictObject({
    conversationId: z.string().regex(/^[\w-]{1,64}$/, 'is no conversation id').optional(),
    filter: Between.refine(({ from, to }) => from !== undefined || to !== undefined, 'names nothing: say all to mean every call').optional(),
    all: z.literal(true).optional(),
    engine: z.enum(['local-rules', 'llm']).optional().describe('local-rules: without the language model; llm: with it, refused where none is configured; left out: as calls are analysed now'),
  })
  .refine((wanted) => [wanted.conversationId, wanted.filter, wanted.all].filter((scope) => scope !== undefined).length === 1, 'name one of conversationId, filter and all');
const Progress = z.object({
  id: z.string(),
  scope: z.record(z.string(), z.unknown()),
  engine: z.string().nullable(),
  askedBy: z.string(),
  askedAt: z.string(),
  state: z.enum(['running', 'done']),
  calls: z.object({ total: z.number().int(), waiting: z.number().int(), changed: z.number().int(), unchanged: z.number().int(), failed: z.number().int() }),
});
const WithFailures = Progress.extend({ failures: z.array(z.object({ conversationId: z.string(), code: z.string() })).describe('the first hundred') });

/** Calls that are analysed again, by the rules and engines as they are now. */
@Controller('analyses')
@Roles('operator', 'supervisor')
export class ReanalysesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(JOBS) private readonly jobs: Jobs,
    private readonly model: LlmEngine,
  ) {}

  @Post()
  @HttpCode(202)
  @Documented({ summary: 'Analyse one call, those of a time, or all of them again, in the background', body: Wanted, response: Progress })
  async begin(@CurrentCaller() { tenantId, role, name }: Caller, @Body() body: unknown): Promise<Reanalysis> {
    const { conversationId, filter, engine } = parseBody(Wanted, body);
    if (engine === 'llm' && !this.model.isConfigured) throw modelNotConfigured();
    const id = randomUUID();
    const call: ReanalyseCall = { batchId: id, ...(engine === 'local-rules' && { engines: 'rules-alone' as const }), traceparent: currentTraceparent() };
    const scope = conversationId !== undefined ? { conversationId } : filter ? { filter } : { all: true };
    return this.db.transaction(tenantId, async (tx) => {
      await reanalyses.begin(tx, { id, scope, engine: engine ?? null, askedBy: `${role}:${name}` });
      if (conversationId === undefined) {
        await this.jobs.enqueue(tx, { id, kind: BEGIN_REANALYSIS, conversationId: id, payload: { call, filter: filter ?? {}, after: '' } satisfies BeginReanalysis });
      } else {
        if ((await selectCalls(tx, id, { conversationId })) === 0) throw nothingToAnalyse(conversationId);
        await this.jobs.enqueue(tx, { id: deterministicId(REANALYSE, id, conversationId), kind: REANALYSE, conversationId, payload: call });
      }
      return found(await reanalyses.list(tx, id), id);
    });
  }

  @Get()
  @Documented({ summary: 'List what was asked to be analysed again, newest first, with its progress', response: z.array(Progress) })
  async list(@CurrentCaller() { tenantId }: Caller): Promise<Reanalysis[]> {
    return this.db.transaction(tenantId, (tx) => reanalyses.list(tx));
  }

  @Get(':id')
  @Documented({ summary: 'Show how far a re-analysis is, and which calls failed', response: WithFailures })
  async show(@CurrentCaller() { tenantId }: Caller, @Param('id') id: string): Promise<Reanalysis & { failures: CallFailure[] }> {
    return this.db.transaction(tenantId, async (tx) => ({ ...found(await reanalyses.list(tx, id), id), failures: await reanalyses.failuresOf(tx, id) }));
  }
}

function found([one]: readonly Reanalysis[], id: string): Reanalysis {
  if (!one) throw reanalysisNotFound(id);
  return one;
}
