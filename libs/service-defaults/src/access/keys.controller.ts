import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentCaller, Roles } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { API_KEYS, type ApiKeyRecord, type ApiKeys } from './api-keys.js';
import { roles, type Caller } from './caller.js';

const NewKey = z.object({
  name: z.string().trim().min(1).max(80).describe('who or what uses the key; shown as the decider and in audits'),
  role: z.enum(roles).exclude(['operator']).describe('what the key may do'),
  resolves: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{0,62}$/, 'must be the type of a placeholder, as PHONE')).max(50).default([]).describe('types of placeholders whose values a subscriber\'s key may read'),
});
const Key = z.object({
  prefix: z.string(),
  name: z.string(),
  role: z.enum(roles),
  resolves: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
const CreatedKey = z.object({ key: z.string().describe('the key itself: shown now and never again'), prefix: z.string(), name: z.string(), role: z.enum(roles) });

/** The API keys of the caller's tenant. An operator's key is not made here: it reaches beyond a tenant. */
@Controller('keys')
@Roles('admin')
export class KeysController {
  constructor(@Inject(API_KEYS) private readonly keys: ApiKeys) {}

  @Post()
  @Documented({ summary: 'Make an API key; the answer is the only place where it is shown', body: NewKey, response: CreatedKey })
  async create(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<z.output<typeof CreatedKey>> {
    const { name, role, resolves } = parseBody(NewKey, body);
    const key = await this.keys.create(caller.tenantId, name, role, resolves);
    return { key: key.clear, prefix: key.prefix, name, role };
  }

  @Get()
  @Documented({ summary: 'List the API keys: prefix, role, last use', response: z.array(Key) })
  list(@CurrentCaller() caller: Caller): Promise<ApiKeyRecord[]> {
    return this.keys.list(caller.tenantId);
  }

  @Delete(':prefix')
  @HttpCode(204)
  @Documented({ summary: 'Revoke an API key, at once and for good' })
  revoke(@CurrentCaller() caller: Caller, @Param('prefix') prefix: string): Promise<void> {
    return this.keys.revoke(caller.tenantId, prefix);
  }
}
