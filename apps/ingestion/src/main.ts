import { runService } from '@callmesh/service-defaults';
import { ingestion } from './ingestion.module.js';

await runService(ingestion);
