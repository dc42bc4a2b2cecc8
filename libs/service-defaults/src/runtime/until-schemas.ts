import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, type ServiceName } from '@callmesh/contracts';
import type { Waiting } from '../health/readiness.js';
import { rootLogger } from '../logs/logger.js';
import type { Platform } from './platform.js';

const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Resolves when the registry has every schema that these services publish. One that is away is waited for, as long as it takes: a process
 * that ended instead would be started again and again by whoever supervises it, and say less.
 * @throws DomainError `SCHEMA.NOT_REGISTERED` when it answers and lacks one, `CONFIG.REGISTRY_UNUSABLE`; an AbortError when the process ends meanwhile
 */
export async function untilSchemas({ requireSchemas, stopping }: Pick<Platform, 'requireSchemas' | 'stopping'>, services: readonly ServiceName[], waiting: Waiting): Promise<void> {
  waiting.say('the schema registry is asked for the schemas that are published here');
  for (let pause = FIRST_MS; ; pause = Math.min(pause * 2, LONGEST_MS)) {
    try {
      return await requireSchemas(services);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'CONFIG.REGISTRY_UNREACHABLE') throw error;
      waiting.say(error.message);
      rootLogger().warn({ services, againInMs: pause }, `start waits: ${error.message}`);
      await sleep(pause, undefined, { signal: stopping.signal });
    }
  }
}
