import { CurrentCaller, Documented, parseBody, Roles, Unaudited, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { reasonField } from '../reason-field.js';
import { ResolvePlaceholder } from './resolve-placeholder.handler.js';

const Question = z.object({
  reference: z.string().max(400).describe('as the event carries it: vault://<tenant>/<conversation>/[PHONE_1]'),
  reason: reasonField,
});
const Answer = z.object({ placeholder: z.string(), value: z.string() });

@Controller('vault')
@Roles('reviewer', 'supervisor', 'subscriber')
export class ResolvePlaceholderController {
  constructor(private readonly resolving: ResolvePlaceholder) {}

  @Post('resolve')
  @Unaudited()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Documented({
    summary: 'Read the personal value behind a placeholder; who asked and why is audited',
    description: 'A subscriber reads the types that its key was given, and no other. What one caller may ask for in an hour is limited (429).',
    body: Question,
    response: Answer,
  })
  async resolve(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<z.output<typeof Answer>> {
    const { reference, reason } = parseBody(Question, body);
    return this.resolving.resolve(caller, reference, reason);
  }
}
