import { createClaimChecks, grantVault, type ClaimCheckServices } from '@callmesh/claim-check';
import { EventStoreTables1764000000100, openDatabase, provisionService, type Database } from '@callmesh/event-sourcing';
import { createJobs, JobTables, type ObservableJobs } from '@callmesh/jobs';
import { MessagingTables } from '@callmesh/messaging';
import type { ServiceDefinition } from '../service.js';
import type { Platform } from './platform.js';

/** One service's own connections and stores. */
export interface ServiceResources {
  readonly db: Database;
  readonly jobs: ObservableJobs;
  readonly claims: ClaimCheckServices;
  close(): Promise<void>;
}

/** The Postgres schema of a service. */
const schemaOf = (name: string): string => name.replaceAll('-', '_');

/** Provisions a service's schema, roles and grants, then opens it with its own roles. */
export async function openResources(definition: ServiceDefinition, platform: Platform): Promise<ServiceResources> {
  const schema = schemaOf(definition.name);
  const { adminUrl, secret } = platform;
  const migrations = [EventStoreTables1764000000100, MessagingTables, JobTables, ...definition.migrations];
  const urls = await provisionService({ adminUrl, schema, migrations, secret });
  await grantVault(adminUrl, schema);
  const db = await openDatabase({ schema, ...urls });
  const claims = createClaimChecks({ url: urls.appUrl, kms: platform.kms, store: { root: platform.claimRoot } });
  return {
    db,
    jobs: createJobs(db),
    claims,
    close: async () => {
      await Promise.all([db.close(), claims.close()]);
    },
  };
}
