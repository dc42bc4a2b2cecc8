import { DomainError } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, SERVICE_CONFIG, type Caller, type ServiceConfig } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { llmSettings } from '../adapters/llm/llm-settings.js';
import { LlmQuarantine, type KeptAnswer } from '../adapters/tables/llm-quarantine.js';
import { LlmUsage } from '../adapters/tables/llm-usage.js';

const most = z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) });
const Quarantined = z.object({ id: z.string(), conversationId: z.string(), quarantinedAt: z.string(), model: z.string(), piece: z.number().int().describe('which piece of the call, from 0'), faults: z.array(z.string()), answer: z.string().optional() });
const Usage = z.object({
  configured: z.boolean(),
  model: z.string().nullable(),
  cap: z.object({ tokensPerDay: z.number().nullable(), budgetPerDay: z.number().nullable() }),
  days: z.array(z.object({ day: z.string(), model: z.string(), requests: z.number().int(), promptTokens: z.number().int(), completionTokens: z.number().int(), cost: z.number(), skippedCalls: z.number().int().describe('calls that the local engine read alone because the cap was reached') })),
});

/** What the language model costs the tenant, and its answers that could not be used. */
@Controller('llm')
@Roles('supervisor', 'operator')
export class LlmController {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
    private readonly usage: LlmUsage,
    private readonly quarantine: LlmQuarantine,
  ) {}

  @Get('usage')
  @Documented({ summary: "Show what the language model cost the tenant, by day, and its cap", response: Usage })
  async use(@CurrentCaller() { tenantId }: Caller): Promise<z.output<typeof Usage>> {
    const settings = llmSettings(this.config.env);
    const days = await this.usage.days(tenantId);
    const { tokens = null, costMicros = null } = settings?.caps ?? {};
    return {
      configured: settings !== null,
      model: settings?.model ?? null,
      cap: { tokensPerDay: tokens, budgetPerDay: costMicros === null ? null : costMicros / 1e6 },
      days: days.map(({ costMicros: micros, ...day }) => ({ ...day, cost: micros / 1e6 })),
    };
  }

  @Get('quarantined')
  @Documented({ summary: 'List answers of the language model that could not be used, newest first', query: most, response: z.array(Quarantined) })
  list(@CurrentCaller() { tenantId }: Caller, @Query() query: unknown): Promise<KeptAnswer[]> {
    return this.quarantine.list(tenantId, parseBody(most, query).limit);
  }

  @Get('quarantined/:id')
  @Documented({ summary: 'Show an answer of the language model that could not be used', response: Quarantined })
  async show(@CurrentCaller() { tenantId }: Caller, @Param('id') id: string): Promise<KeptAnswer> {
    const found = await this.quarantine.show(tenantId, parseBody(z.uuid('is no id of an answer'), id));
    if (!found) throw new DomainError('LLM.ANSWER_NOT_FOUND', `there is no quarantined answer ${id}: GET /api/v1/llm/quarantined lists them`);
    return found;
  }
}
