import { runService } from '@callmesh/service-defaults';
import { service } from './human-review.module.js';

await runService(service);
