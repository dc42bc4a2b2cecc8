import { Controller, Get, Inject, Query } from '@nestjs/common';
import { chainToJson, signingKeyId, type Audit, type AuditCheckpoint } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/event-sourcing';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, Roles } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { Chain, ChainQuery, Checkpoint, Keys, Listed, ListQuery, OfTenant, Places, PlacesQuery } from './audit.shapes.js';

/** Nest injection token of the {@link Audit}. */
export const AUDIT = Symbol('Audit');

/** Who read and decided what in the caller's tenant, and all that it takes to verify that none of it was tampered with. */
@Controller('audit')
@Roles('auditor', 'operator')
export class AuditController {
  constructor(@Inject(AUDIT) private readonly audit: Audit) {}

  @Get()
  @Documented({ summary: 'List the audit, newest first', query: ListQuery, response: Listed })
  async list(@CurrentCaller() caller: Caller, @Query() query: unknown): Promise<z.output<typeof Listed>> {
    const { tenantId, conversationId, since, limit, before, actor, action } = parseBody(ListQuery, query);
    const found = await this.audit.list(tenantOf(caller, tenantId), {
      limit,
      ...(before !== undefined && { before }),
      ...(actor !== undefined && { actor }),
      ...(action !== undefined && { action }),
      ...(conversationId !== undefined && { conversation: conversationId }),
      ...(since !== undefined && { since: new Date(since) }),
    });
    const entries = found.map(({ atUs, tenant: _, ...entry }) => ({ ...entry, at: new Date(Number(atUs) / 1_000).toISOString() }));
    return { entries, next: found.length === limit ? (found.at(-1)?.position ?? null) : null };
  }

  @Get('chain')
  @Documented({ summary: 'Read the chain: seals in their order, with the entries that they list', query: ChainQuery, response: Chain })
  async chain(@CurrentCaller() caller: Caller, @Query() query: unknown): Promise<z.input<typeof Chain>> {
    const { tenantId, after } = parseBody(ChainQuery, query);
    const { seals, entries } = chainToJson(await this.audit.chainAfter(tenantOf(caller, tenantId), after));
    return { seals: seals.map((seal) => ({ ...seal, positions: [...seal.positions] })), entries: [...entries] };
  }

  @Get('places')
  @Documented({ summary: 'Read which entries there are, without what they say', query: PlacesQuery, response: Places })
  places(@CurrentCaller() caller: Caller, @Query() query: unknown): Promise<z.output<typeof Places>> {
    const { tenantId, after } = parseBody(PlacesQuery, query);
    return this.audit.placesAfter(tenantOf(caller, tenantId), after);
  }

  @Get('keys')
  @Documented({ summary: 'Public keys that seals and checkpoints are signed with', response: Keys })
  async keys(): Promise<z.output<typeof Keys>> {
    return (await this.audit.publicKeys()).map((key) => ({ keyId: signingKeyId(key), publicKey: key.toString('base64') }));
  }

  @Get('checkpoint')
  @Documented({ summary: 'Where the chain stands, signed: keep it outside, to notice a tail that is cut off', query: OfTenant, response: Checkpoint })
  async checkpoint(@CurrentCaller() caller: Caller, @Query() query: unknown): Promise<AuditCheckpoint> {
    const made = await this.audit.checkpoint(tenantOf(caller, parseBody(OfTenant, query).tenantId));
    if (!made) throw new DomainError('AUDIT.NOT_FOUND', 'nothing is sealed yet: entries are within seconds, ask again');
    return made;
  }
}

function tenantOf({ tenantId, role }: Caller, asked: string | undefined): string {
  if (asked === undefined || asked === tenantId) return tenantId;
  if (role !== 'operator') throw new DomainError('AUTH.FORBIDDEN', `a key with role ${role} may see the audit of its own tenant: leave tenantId out`);
  return asked;
}
