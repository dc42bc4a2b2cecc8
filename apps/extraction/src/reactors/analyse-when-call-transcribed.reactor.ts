import type { ReceivedEvent } from '@callmesh/contracts';
import { JOBS, type Jobs } from '@callmesh/jobs';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { Inject } from '@nestjs/common';
import { askForAnalysis } from '../commands/analyse-call/ask-for-analysis.js';

@Reactor('extraction')
export class AnalyseWhenCallTranscribed {
  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  @On('call.transcribed.v1')
  async analyse(event: ReceivedEvent<'call.transcribed.v1'>, context: ReactionContext): Promise<void> {
    await askForAnalysis(this.jobs, event, context);
  }
}
