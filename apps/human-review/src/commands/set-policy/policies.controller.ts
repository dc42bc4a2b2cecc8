import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import { actionKinds, caseKinds, type PolicyKind } from '../../domain/action-kind.js';
import type { Policy } from '../../domain/policy.js';
import { policyAnswer } from '../../projections/answers.schema.js';
import { allPolicies, policyOf, setPolicy } from './policies.js';

/** The cases of a tenant's own kind of facts have a policy of their own. */
const ownKind = z.templateLiteral(['custom:', z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/).max(48)]);
const kindParam = z.union([z.enum([...actionKinds, ...caseKinds]), ownKind], { error: `is ${[...actionKinds, ...caseKinds].join(', ')}, or custom:<name> for a kind of your own` });
const policySchema = z
  .strictObject({ threshold: z.number().min(0).max(1).optional(), reviewerRole: z.enum(['reviewer', 'supervisor']).optional(), drafts: z.boolean().optional().describe('false: nothing of the kind is drafted') })
  .refine((policy) => Object.keys(policy).length > 0, 'give threshold, reviewerRole or drafts');

/** When each kind of action may go unattended. */
@Controller('policies')
export class PoliciesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'List the policies in force', response: z.array(policyAnswer) })
  async list(@CurrentCaller() caller: Caller): Promise<Policy[]> {
    return this.db.transaction(caller.tenantId, allPolicies);
  }

  @Get(':kind')
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'Show the policy of a kind of action', response: policyAnswer })
  async show(@Param('kind') kind: string, @CurrentCaller() caller: Caller): Promise<Policy> {
    const wanted: PolicyKind = parseBody(kindParam, kind);
    return this.db.transaction(caller.tenantId, (tx) => policyOf(tx, wanted));
  }

  @Put(':kind')
  @Roles('supervisor')
  @Documented({ summary: 'Change the policy of a kind of action; its version counts up', body: policySchema, response: policyAnswer })
  async set(@Param('kind') kind: string, @Body() body: unknown, @CurrentCaller() caller: Caller): Promise<Policy> {
    const wanted = parseBody(kindParam, kind);
    const change = parseBody(policySchema, body);
    return this.db.transaction(caller.tenantId, (tx) => setPolicy(tx, wanted, change, caller.name));
  }
}
