import { runService } from '@callmesh/service-defaults';
import { service } from './crm-sync.module.js';

await runService(service);
