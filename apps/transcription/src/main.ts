import { runService } from '@callmesh/service-defaults';
import { transcription } from './transcription.module.js';

await runService(transcription);
