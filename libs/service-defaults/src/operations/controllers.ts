import { JobsController } from './jobs.controller.js';
import { ParkedController } from './parked.controller.js';
import { ProjectionsController } from './projections.controller.js';
import { RetentionController } from '../retention/retention.controller.js';
import { ReplaysController } from './replays.controller.js';

/** Operators' routes, which every process has for the services that it runs. */
export const operationsControllers = [ParkedController, JobsController, ProjectionsController, ReplaysController, RetentionController];
