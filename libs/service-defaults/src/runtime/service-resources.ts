import { createAudit, createClaimChecks, type Audit, type ClaimCheckServices } from '@callmesh/claim-check';
import { openDatabase, refuseForeignPast, type Database } from '@callmesh/event-sourcing';
import { createJobs, type ObservableJobs } from '@callmesh/jobs';
import { AUDITOR } from '../audit/start-sealing.js';
import type { ServiceDefinition } from '../service.js';
import type { Platform } from './platform.js';
import { schemaOf } from './schema-of.js';

/** One service's own connections and stores. */
export interface ServiceResources {
  readonly db: Database;
  readonly jobs: ObservableJobs;
  readonly claims: ClaimCheckServices;
  /** Of the service that keeps the audit alone. */
  readonly audit: Audit | undefined;
  close(): Promise<void>;
}

/** Opens a service's schema with its own roles, once it is what this build needs. */
export async function openResources(definition: ServiceDefinition, platform: Platform): Promise<ServiceResources> {
  const schema = schemaOf(definition.name);
  const urls = await platform.database.urlsOf(definition);
  const db = await openDatabase({ schema, ...urls, ...platform.connections });
  await refuseForeignPast(db).catch(async (error: unknown) => {
    await db.close();
    throw error;
  });
  const claims = createClaimChecks({ url: urls.appUrl, kms: platform.kms, store: platform.objects, signer: platform.signer, maxConnections: platform.connections?.maxWorker });
  const audit = definition.name === AUDITOR ? createAudit({ url: urls.appUrl, kms: platform.kms }) : undefined;
  return {
    db,
    jobs: createJobs(db),
    claims,
    audit,
    close: async () => {
      await Promise.all([db.close(), claims.close(), audit?.close()]);
    },
  };
}
