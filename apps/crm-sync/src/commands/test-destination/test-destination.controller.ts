import { DomainError } from '@callmesh/event-sourcing';
import { Documented, Roles } from '@callmesh/service-defaults';
import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { DESTINATION, type Destination, type DestinationTest } from '../../ports/destination.port.js';

const Tested = z.object({ ok: z.boolean(), code: z.string().describe('stable: CRM.REACHED, CRM.UNAUTHORISED, …'), detail: z.string().describe('what to do when it is not ok') });

/** Tries a destination before anything depends on it. */
@Controller('destinations')
@Roles('supervisor', 'operator')
export class TestDestinationController {
  constructor(@Inject(DESTINATION) private readonly destination: Destination) {}

  @Post(':name/test')
  @HttpCode(200)
  @Documented({ summary: 'Try the connection to a destination; tells apart a bad token, a missing scope and an unreachable address', response: Tested })
  async test(@Param('name') name: string): Promise<DestinationTest> {
    if (name !== 'hubspot') throw new DomainError('DESTINATION.NOT_FOUND', `there is no destination "${name}": this version knows hubspot`);
    return this.destination.test();
  }
}
