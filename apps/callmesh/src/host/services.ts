import { service as crmSync } from '@callmesh/crm-sync';
import { service as extraction } from '@callmesh/extraction';
import { service as humanReview } from '@callmesh/human-review';
import { service as ingestion } from '@callmesh/ingestion';
import { service as insights } from '@callmesh/insights';
import type { ServiceDefinition } from '@callmesh/service-defaults';
import { service as transcription } from '@callmesh/transcription';

/** All services, which the host runs in one process. */
export const allServices: readonly ServiceDefinition[] = [ingestion, transcription, extraction, humanReview, crmSync, insights];
