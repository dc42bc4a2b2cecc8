import { RETENTION, retentionArtifactNames, retentionArtifacts, type Retention } from '@callmesh/claim-check';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { z } from 'zod';

/** An hour: what is shorter would race with the work on the call. */
const LEAST_DAYS = 1 / 24;
const artifactParam = z.enum(retentionArtifactNames, { error: `there is no such artifact: it is one of ${retentionArtifactNames.join(', ')}` });
const periodSchema = z.strictObject({ days: z.number().min(LEAST_DAYS, 'is at least an hour (0.0417)').max(36_500).nullable().describe('fractions allowed; null keeps it for good, or until its conversation goes') });
const run = z.object({ service: z.string(), ranAt: z.iso.datetime(), removed: z.int(), held: z.int(), removedEver: z.int() });
const shown = z.object({
  artifact: z.enum(retentionArtifactNames),
  what: z.string(),
  days: z.number().nullable(),
  isDefault: z.boolean(),
  changedBy: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
  runs: z.array(run).describe('what the last run of each service removed, and what stayed on legal hold'),
});

/** How long a tenant keeps what. */
@Controller('retention')
export class RetentionSettingsController {
  constructor(@Inject(RETENTION) private readonly retention: Retention) {}

  @Get()
  @Roles('admin', 'operator')
  @Documented({ summary: 'Show how long each artifact is kept, and what retention did', response: z.array(shown) })
  async show(@CurrentCaller() { tenantId }: Caller): Promise<z.output<typeof shown>[]> {
    const [periods, runs] = await Promise.all([this.retention.periods(tenantId), this.retention.runs(tenantId)]);
    return periods.map(({ artifact, days, changedBy, changedAt }) => ({
      artifact,
      what: retentionArtifacts[artifact].what,
      days,
      isDefault: changedBy === null,
      changedBy,
      changedAt,
      runs: runs.filter((one) => one.artifact === artifact).map(({ service, ranAt, removed, held, removedEver }) => ({ service: service.replace(/^callmesh_/, '').replaceAll('_', '-'), ranAt, removed, held, removedEver })),
    }));
  }

  @Put(':artifact')
  @Roles('admin')
  @Documented({ summary: 'Change how long an artifact is kept; what is overdue by then goes with the next run', body: periodSchema, response: z.array(shown) })
  async set(@CurrentCaller() caller: Caller, @Param('artifact') artifact: string, @Body() body: unknown): Promise<z.output<typeof shown>[]> {
    const wanted = parseBody(artifactParam, artifact);
    await this.retention.set(caller.tenantId, wanted, parseBody(periodSchema, body).days, `admin:${caller.name}`);
    return this.show(caller);
  }
}
