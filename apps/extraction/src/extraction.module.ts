import { defineService } from '@callmesh/service-defaults';
import { AnalyseJob } from './commands/analyse-call/analyse.job.js';
import { engineProviders } from './engine.js';
import { AnalysisController } from './projections/analysis.controller.js';
import { AnalyseWhenCallTranscribed } from './reactors/analyse-when-call-transcribed.reactor.js';

export const service = defineService({
  name: 'extraction',
  migrations: [],
  controllers: [AnalysisController],
  reactors: [AnalyseWhenCallTranscribed],
  inlineProjections: [],
  asyncProjections: [],
  jobs: [AnalyseJob],
  providers: [...engineProviders],
});
