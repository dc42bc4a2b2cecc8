import { CurrentCaller, Documented, parseBody, Public, rangeOf, Roles, sendObject, SERVICE_CONFIG, Unaudited, type Caller, type ObjectReply, type ServiceConfig } from '@callmesh/service-defaults';
import { Body, Controller, Get, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { z } from 'zod';
import { reasonField } from '../reason-field.js';
import { GrantClaim } from './grant-claim.handler.js';

const MAX_SECONDS = 3_600;

const Question = z.object({
  uri: z.string().max(400).describe('as the event carries it: claim://<tenant>/<conversation>/<artifact>'),
  reason: reasonField,
  seconds: z.number().int().min(1).max(MAX_SECONDS).default(300).describe('how long the grant lives'),
});
const Answer = z.object({
  path: z.string().describe('GET it, without a key, until it expires; whoever has it may read the object'),
  url: z.string().nullable().describe('the same under CALLMESH_PUBLIC_URL, where that is set'),
  expiresInSeconds: z.number().int(),
  sha256: z.string().describe('of the bytes that come'),
  bytes: z.number().int(),
  mediaType: z.string(),
});

@Controller('grants')
export class GrantClaimController {
  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
    private readonly grants: GrantClaim,
  ) {}

  @Post()
  @Unaudited()
  @Roles('reviewer', 'supervisor', 'subscriber', 'raw-audio')
  @Documented({
    summary: 'Get a short-lived grant to read one stored object (transcript, audio); giving and using it are audited',
    description: 'Redacted transcripts and audio for reviewers and subscribers, transcripts as received for supervisors, raw recordings for role raw-audio alone. What one caller may ask for in an hour is limited (429).',
    body: Question,
    response: Answer,
  })
  async grant(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<z.output<typeof Answer>> {
    const { uri, reason, seconds } = parseBody(Question, body);
    const { token, claim } = await this.grants.grant(caller, uri, reason, seconds);
    const path = `/api/v1/grants/${token}`;
    const { CALLMESH_PUBLIC_URL: base } = this.config.env;
    return { path, url: base === undefined ? null : new URL(path, base).href, expiresInSeconds: seconds, sha256: claim.sha256, bytes: claim.bytes, mediaType: claim.mediaType };
  }

  /** The grant itself is the key: 256 random bits, kept as a hash, good for one object and a short time. */
  @Get(':token')
  @Public()
  @Documented({ summary: 'Read the object that a grant opens, or a range of its bytes, as players do', produces: 'application/octet-stream', response: z.string() })
  async open(@Param('token') token: string, @Headers('range') range: string | undefined, @Res() reply: ObjectReply): Promise<void> {
    const { claim, content } = await this.grants.open(token, (told) => rangeOf(range, told));
    // Nothing that was stored is shown as a page of ours.
    reply.headers({ 'content-disposition': 'attachment' });
    await sendObject(reply, claim, range, async () => content);
  }
}
