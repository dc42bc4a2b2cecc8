import { Controller, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { retentionArtifactNames } from '@callmesh/claim-check';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, Roles } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { OPERATED_SERVICES, type OperatedServices } from '../operations/services.js';

const RunQuery = z.object({ dryRun: z.enum(['true', 'false']).default('false').describe('true only counts') });
const Outcome = z.object({ artifact: z.enum(retentionArtifactNames), removed: z.int().min(0), held: z.int().min(0).describe('due, but on legal hold') });

/** Retention of the caller's tenant, run by hand. */
@Controller('retention')
@Roles('operator')
export class RetentionController {
  constructor(@Inject(OPERATED_SERVICES) private readonly services: OperatedServices) {}

  @Post(':service/run')
  @HttpCode(200)
  @Documented({ summary: 'Run a service\'s retention for this tenant now, or count what it would remove', query: RunQuery, response: z.array(Outcome) })
  async run(@CurrentCaller() { tenantId }: Caller, @Param('service') name: string, @Query() query: unknown): Promise<z.output<typeof Outcome>[]> {
    const { dryRun } = parseBody(RunQuery, query);
    const { retention } = this.services.of(name);
    const done = await retention.run({ tenants: [tenantId], dryRun: dryRun === 'true', signal: AbortSignal.timeout(10 * 60_000) });
    return done.map(({ artifact, removed, held }) => ({ artifact, removed, held }));
  }
}
