import { runService } from '@callmesh/service-defaults';
import { service } from './insights.module.js';

await runService(service);
