import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { NEVER_KEPT } from '@callmesh/redaction';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { z } from 'zod';
import { audioPolicyOf, SECURITY_CODES, setAudioPolicy, type AudioPolicy } from './audio-policies.js';

const Policy = z.strictObject({
  filler: z.enum(['silence', 'tone']).describe('what is heard in the copies in place of what is redacted'),
  destroyRawAfter: z
    .array(z.enum([...NEVER_KEPT] as [string, ...string[]]))
    .refine((types) => SECURITY_CODES.every((code) => types.includes(code)), `must hold ${SECURITY_CODES.join(', ')}: no recording of them is kept`)
    .describe('once one of these was said, the raw recording and its normalised form are destroyed as soon as the redacted copy is proved'),
});

/** What a tenant wants of its recordings. Copies that are made already stay as they are. */
@Controller('audio-policy')
export class AudioPolicyController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'Show what is heard in place of what is redacted, and after what a raw recording is destroyed', response: Policy })
  show(@CurrentCaller() { tenantId }: Caller): Promise<AudioPolicy> {
    return this.db.transaction(tenantId, audioPolicyOf);
  }

  @Put()
  @Roles('admin')
  @Documented({ summary: 'Set what is heard in place of what is redacted, and after what a raw recording is destroyed; for calls from now on', body: Policy, response: Policy })
  async set(@CurrentCaller() { tenantId, role, name }: Caller, @Body() body: unknown): Promise<AudioPolicy> {
    const policy = parseBody(Policy, body);
    await this.db.transaction(tenantId, (tx) => setAudioPolicy(tx, policy, `${role}:${name}`));
    return policy;
  }
}
