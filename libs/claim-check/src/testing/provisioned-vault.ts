import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServiceName } from '@callmesh/contracts';
import { provisionService } from '@callmesh/event-sourcing';
import { createTestDatabase } from '@callmesh/testing';
import { createClaimChecks } from '../create-claim-checks.js';
import type { ClaimCheckOptions, ClaimCheckServices } from '../create-claim-checks.js';
import { createLocalKms } from '../local-kms.adapter.js';
import { grantVault, provisionVault } from '../schema/provision-vault.js';

/** A database with schema `vault`, a folder for objects, and as many services on them as a test wants. */
export interface ProvisionedVault {
  readonly adminUrl: string;
  readonly root: string;
  /** URL of a service's app role, granted the vault. */
  appUrl(service: ServiceName): Promise<string>;
  /** Claim checks as that service. */
  as(service: ServiceName, options?: Partial<ClaimCheckOptions>): Promise<ClaimCheckServices>;
  drop(): Promise<void>;
}

/** Real Postgres, real files, the services' own roles. */
export async function provisionedVault(): Promise<ProvisionedVault> {
  const { adminUrl, drop } = await createTestDatabase();
  const root = await mkdtemp(path.join(tmpdir(), 'callmesh-objects-'));
  const kms = createLocalKms({ current: randomBytes(32).toString('base64') });
  const opened: ClaimCheckServices[] = [];
  await provisionVault(adminUrl);
  const appUrl = async (service: ServiceName): Promise<string> => {
    const schema = service.replaceAll('-', '_');
    const urls = await provisionService({ adminUrl, schema, migrations: [], secret: 'callmesh-tests' });
    await grantVault(adminUrl, schema);
    return urls.appUrl;
  };
  return {
    adminUrl,
    root,
    appUrl,
    async as(service, options = {}) {
      const services = createClaimChecks({ url: await appUrl(service), kms, store: { root }, ...options });
      opened.push(services);
      return services;
    },
    async drop() {
      await Promise.all(opened.map((services) => services.close()));
      await rm(root, { recursive: true, force: true });
      await drop();
    },
  };
}
