import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { RedactionPolicies } from './redaction-policies.js';
import { redactionPolicy, redactionPolicyAnswer, type RedactionPolicyAnswer } from './redaction-policy.schema.js';

/** What is taken out of a tenant's transcripts. */
@Controller('redaction-policy')
export class RedactionPolicyController {
  constructor(private readonly policies: RedactionPolicies) {}

  @Get()
  @Roles('reviewer', 'supervisor', 'operator')
  @Documented({ summary: 'Show what is redacted in this tenant\'s transcripts', response: redactionPolicyAnswer })
  async show(@CurrentCaller() { tenantId }: Caller): Promise<RedactionPolicyAnswer> {
    return this.policies.show(tenantId);
  }

  @Put()
  @Roles('supervisor', 'operator')
  @Documented({ summary: 'Change what is redacted in transcripts made from now on; the version counts up', body: redactionPolicy, response: redactionPolicyAnswer })
  async set(@Body() body: unknown, @CurrentCaller() { tenantId, name }: Caller): Promise<RedactionPolicyAnswer> {
    return this.policies.set(tenantId, parseBody(redactionPolicy, body), name);
  }
}
