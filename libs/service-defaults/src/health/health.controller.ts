import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { assertMayScrape } from '../http/may-scrape.js';
import { metricsRegistry } from '../metrics/metrics.js';
import { READINESS, type Readiness } from './readiness.js';

const Live = z.object({ status: z.literal('ok') });
const Ready = z.object({ status: z.enum(['ok', 'degraded', 'unavailable']), checks: z.array(z.object({ name: z.string(), ok: z.boolean(), degraded: z.literal(true).optional().describe('it stands still and needs a person; requests are taken all the same'), remark: z.string().optional() })) });

/** Nest injection token of the scrape token, or null. */
export const METRICS_TOKEN = Symbol('MetricsToken');

/** What the surroundings ask: am I alive, may I be sent work, how do I fare. Outside the API's prefix. */
@Controller()
@Public()
export class HealthController {
  constructor(
    @Inject(READINESS) private readonly readiness: Readiness,
    @Inject(METRICS_TOKEN) private readonly metricsToken: string | null,
  ) {}

  @Get('health/live')
  @Documented({ summary: 'Say whether the process runs', response: Live })
  live(): z.output<typeof Live> {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Documented({ summary: 'Say whether work can be taken, check by check (503 when not)', response: Ready })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.output<typeof Ready>> {
    const checks = await this.readiness.results();
    const ok = checks.every((check) => check.ok);
    void reply.status(ok ? 200 : 503);
    const degraded = checks.some((check) => check.degraded);
    return { status: !ok ? 'unavailable' : degraded ? 'degraded' : 'ok', checks };
  }

  @Get('metrics')
  @Documented({ summary: 'Prometheus metrics of this process, for who has the scrape token; without one, for this machine alone', produces: 'text/plain', response: z.string() })
  async metrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    assertMayScrape(request, this.metricsToken ?? undefined);
    await reply.header('content-type', metricsRegistry.contentType).send(await metricsRegistry.metrics());
  }
}
