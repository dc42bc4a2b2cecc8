import { runService } from '@callmesh/service-defaults';
import { service } from './extraction.module.js';

await runService(service);
