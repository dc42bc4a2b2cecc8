import { CurrentCaller, Documented, Roles, Unaudited, type Caller } from '@callmesh/service-defaults';
import { DomainError } from '@callmesh/event-sourcing';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readUpload } from '../upload.js';
import { CaptureAnswerSchema, UploadForm } from './capture-answer.schema.js';
import { CaptureCall } from './capture-call.handler.js';
import type { CaptureAnswer } from './submission.js';

const DEFAULT_CONNECTION = 'upload';

@Controller('calls')
export class CaptureCallController {
  constructor(private readonly captureCall: CaptureCall) {}

  @Post()
  @HttpCode(202)
  @Roles('operator')
  @Unaudited()
  @Documented({
    summary: 'Upload a call: a recording or a transcript, with its metadata',
    description: 'What cannot be processed is kept in quarantine with its reason. The same call twice is answered with `duplicate` and the first conversation id.',
    consumes: 'multipart/form-data',
    body: UploadForm,
    response: CaptureAnswerSchema,
  })
  async upload(@CurrentCaller() { tenantId }: Caller, @Req() request: FastifyRequest): Promise<CaptureAnswer> {
    if (!request.isMultipart()) throw new DomainError('REQUEST.UNSUPPORTED_MEDIA', 'send the call as multipart/form-data with the recording in the field "file"');
    const receivedAt = Date.now();
    const { fields, file } = await readUpload(request, (content, before) =>
      this.captureCall.receive(content, { tenantId, connection: before.connection ?? DEFAULT_CONNECTION, metadata: before.metadata }),
    );
    if (!file) throw new DomainError('REQUEST.INVALID', 'the upload does not fit: the recording is missing, send it in the field "file"');
    try {
      const connection = fields.connection ?? DEFAULT_CONNECTION;
      return await this.captureCall.captureReceived({ tenantId, connection, fileName: file.name, metadata: fields.metadata, receivedAt, fileTime: fields.fileTime, bytes: file.bytes });
    } finally {
      await file.bytes.close();
    }
  }
}
