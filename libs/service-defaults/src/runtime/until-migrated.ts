import { setTimeout as sleep } from 'node:timers/promises';
import { assertProvisioned } from '@callmesh/event-sourcing';
import type { ServiceDefinition } from '../service.js';
import { needsOf } from './needs.js';

const LOOK_MS = 1_000;

/**
 * Waits until a service's schema is what this build needs, as the service's own role sees it: `callmesh migrate` runs elsewhere.
 * @param waitMs 0 looks once
 * @throws DomainError `DATABASE.NOT_MIGRATED`, or why the database does not answer, when the time is up
 */
export async function untilMigrated(definition: ServiceDefinition, { appUrl, waitMs }: { readonly appUrl: string; readonly waitMs: number }): Promise<void> {
  const needs = needsOf(definition);
  for (const deadline = Date.now() + waitMs; ; await sleep(LOOK_MS)) {
    try {
      return await assertProvisioned(needs, appUrl);
    } catch (error) {
      if (Date.now() + LOOK_MS > deadline) throw error;
    }
  }
}
