import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { cancelJob, listJobs, retryJob, type JobRecord, type JobState } from '@callmesh/jobs';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, Roles } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { OPERATED_SERVICES, type OperatedServices } from './services.js';

const STATES = ['pending', 'scheduled', 'in_progress', 'completed', 'failed'] as const satisfies readonly JobState[];
const Filter = z.object({
  service: z.string().optional().describe('only of this service'),
  state: z.enum(STATES).optional(),
  conversationId: z.string().optional().describe('only of this conversation'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
const Job = z.object({
  service: z.string(),
  id: z.string(),
  kind: z.string(),
  conversationId: z.string(),
  state: z.enum(STATES),
  attempts: z.number().int(),
  lastError: z.string().nullable().describe('code and reason of the last failed try; no personal data'),
  waitsFor: z.string().nullable().describe('what the work in hand waits for'),
  createdAt: z.iso.datetime(),
  runAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
type ServiceJob = JobRecord & { readonly service: string };

/** Slow and outside work of the caller's tenant: look, mend, run again. */
@Controller('jobs')
@Roles('operator')
export class JobsController {
  constructor(@Inject(OPERATED_SERVICES) private readonly services: OperatedServices) {}

  @Get()
  @Documented({ summary: 'List jobs of all services, newest first', query: Filter, response: z.array(Job) })
  async list(@CurrentCaller() { tenantId }: Caller, @Query() query: unknown): Promise<ServiceJob[]> {
    const { service, ...filter } = parseBody(Filter, query);
    const asked = service === undefined ? this.services.all() : [this.services.of(service)];
    const found = await Promise.all(asked.map(async ({ name, db }) => (await db.transaction(tenantId, (tx) => listJobs(tx, filter))).map((job) => ({ service: name, ...job }))));
    return found.flat().sort((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, filter.limit);
  }

  @Post(':service/:id/retry')
  @HttpCode(200)
  @Documented({ summary: 'Run a failed job again, with all its attempts', response: Job })
  async retry(@CurrentCaller() { tenantId }: Caller, @Param('service') name: string, @Param('id') id: string): Promise<ServiceJob> {
    const { db, jobHandlers } = this.services.of(name);
    return { service: name, ...(await db.transaction(tenantId, (tx) => retryJob(tx, id, jobHandlers))) };
  }

  @Post(':service/:id/cancel')
  @HttpCode(200)
  @Documented({ summary: 'Give up a job that waits or is worked on; it counts as failed and can be run again', response: Job })
  async cancel(@CurrentCaller() { tenantId, name: caller }: Caller, @Param('service') name: string, @Param('id') id: string): Promise<ServiceJob> {
    const { db, jobHandlers } = this.services.of(name);
    return { service: name, ...(await db.transaction(tenantId, (tx) => cancelJob(tx, id, jobHandlers, caller))) };
  }
}
