import { DATABASE, type Database } from '@callmesh/event-sourcing';
import type { JobState } from '@callmesh/jobs';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { z } from 'zod';

const STATES = ['pending', 'scheduled', 'in_progress', 'completed', 'failed'] as const satisfies readonly JobState[];
const ListQuery = z.object({ state: z.enum(STATES).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) });
const Job = z.object({
  jobId: z.string(),
  kind: z.string(),
  conversationId: z.string(),
  state: z.enum(STATES),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  waitsFor: z.string().nullable().describe('what it waits for while it is in hand'),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
type Row = { id: string; kind: string; conversation_id: string; state: JobState; attempts: number; last_error: string | null; waits_for: string | null; created_at: Date; started_at: Date | null; finished_at: Date | null };

@Controller('transcription/jobs')
@Roles('operator')
export class TranscriptionJobsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Documented({ summary: 'List transcription jobs, newest first', query: ListQuery, response: z.array(Job) })
  async list(@CurrentCaller() { tenantId }: Caller, @Query() query: unknown): Promise<z.output<typeof Job>[]> {
    const { state, limit } = parseBody(ListQuery, query);
    const { rows } = await this.db.transaction(tenantId, (tx) =>
      tx.query<Row>(
        `select id, kind, conversation_id, state, attempts, last_error, waits_for, created_at, started_at, finished_at from jobs
         where kind in ('transcribe', 'split-recording', 'transcribe-part', 'stitch-parts', 'import-transcript', 'retranscribe') and ($1::text is null or state = $1) order by seq desc limit $2`,
        [state ?? null, limit],
      ),
    );
    return rows.map((row) => ({
      jobId: row.id,
      kind: row.kind,
      conversationId: row.conversation_id,
      state: row.state,
      attempts: row.attempts,
      lastError: row.last_error,
      waitsFor: row.waits_for,
      createdAt: row.created_at.toISOString(),
      startedAt: row.started_at?.toISOString() ?? null,
      finishedAt: row.finished_at?.toISOString() ?? null,
    }));
  }
}
