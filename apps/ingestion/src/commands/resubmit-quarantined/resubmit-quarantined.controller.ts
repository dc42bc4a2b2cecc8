import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CaptureAnswerSchema } from '../capture-call/capture-answer.schema.js';
import { CaptureCall } from '../capture-call/capture-call.handler.js';
import type { CaptureAnswer } from '../capture-call/submission.js';
import { readUpload } from '../upload.js';
import { ResubmitQuarantined } from './resubmit-quarantined.handler.js';

const Fix = z.strictObject({ metadata: z.record(z.string(), z.unknown()).default({}) });

@Controller('quarantine')
export class ResubmitQuarantinedController {
  constructor(
    private readonly resubmitQuarantined: ResubmitQuarantined,
    private readonly captureCall: CaptureCall,
  ) {}

  @Post(':id/resubmit')
  @HttpCode(202)
  @Roles('operator')
  @Documented({
    summary: 'Re-submit a quarantined call with corrected metadata, a better file (multipart, as for an upload), or both',
    body: Fix,
    response: CaptureAnswerSchema,
  })
  async resubmit(@CurrentCaller() caller: Caller, @Param('id') quarantineId: string, @Body() body: unknown, @Req() request: FastifyRequest): Promise<CaptureAnswer> {
    const common = { tenantId: caller.tenantId, quarantineId, by: `${caller.role}:${caller.name}` };
    if (!request.isMultipart()) return this.resubmitQuarantined.resubmit({ ...common, ...parseBody(Fix, body ?? {}), file: null });
    const { fields, file } = await readUpload(request, (content) => this.captureCall.receive(content, null));
    try {
      return await this.resubmitQuarantined.resubmit({ ...common, metadata: fields.metadata ?? {}, file });
    } finally {
      await file?.bytes.close();
    }
  }
}
