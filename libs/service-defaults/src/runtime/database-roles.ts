import { assertProvisioned, DomainError, provisionService, type ServiceUrls } from '@callmesh/event-sourcing';
import { provisionBus } from '@callmesh/messaging';
import { KEY_KEEPER } from '../access/access-grant.js';
import { openAccess, provisionAccess, type Access } from '../access/open-access.js';
import type { Environment } from '../config/environment.js';
import type { ServiceDefinition } from '../service.js';
import { needsOf } from './needs.js';

/** How this process comes to the roles that it works with. */
export interface DatabaseRoles {
  /** API keys. */
  openAccess(): Promise<Access>;
  /** The two roles of a service, its schema in the state that this build needs. */
  urlsOf(definition: ServiceDefinition): Promise<ServiceUrls>;
  /** The role of the embedded log. */
  busUrl(): Promise<string>;
  /** Whether API keys are made and revoked in a process that runs these services. */
  keepsKeys(definitions: readonly ServiceDefinition[]): boolean;
}

/** With the administrator's address: whatever is missing is made. */
function administered(adminUrl: string, secret: string): DatabaseRoles {
  // Services are granted functions of schema `access`, so it comes first.
  let access: Promise<ServiceUrls> | undefined;
  const provisioned = (): Promise<ServiceUrls> => (access ??= provisionAccess({ adminUrl, secret }));
  return {
    openAccess: async () => openAccess(await provisioned()),
    async urlsOf(definition) {
      await provisioned();
      return provisionService({ ...needsOf(definition), adminUrl, secret });
    },
    busUrl: () => provisionBus(adminUrl, secret),
    keepsKeys: () => true,
  };
}

/** With one service's own two roles and nobody else's: `callmesh migrate` has been there, or the start is refused. */
export function ownRoles(urls: ServiceUrls): DatabaseRoles {
  return {
    openAccess: () => openAccess(urls),
    async urlsOf(definition) {
      await assertProvisioned(needsOf(definition), urls.appUrl);
      return urls;
    },
    busUrl: () => Promise.reject(new DomainError('CONFIG.INCOMPLETE', 'a service with database roles of its own needs KAFKA_BROKERS: the embedded log is for services that share one machine and DATABASE_URL')),
    keepsKeys: (definitions) => definitions.some(({ name }) => name === KEY_KEEPER),
  };
}

/** Which of the two the environment asks for; undefined when it says neither. */
export function databaseRoles(env: Environment, secret: string, services: number): DatabaseRoles | undefined {
  const { DATABASE_APP_URL: appUrl, DATABASE_WORKER_URL: workerUrl, DATABASE_URL: adminUrl } = env;
  if (appUrl && workerUrl && services === 1) return ownRoles({ appUrl, workerUrl });
  return adminUrl ? administered(adminUrl, secret) : undefined;
}
