import { writtenVersion, type EventType } from '@callmesh/contracts';
import { createConfluentRegistry } from './confluent-registry.adapter.js';
import { RegistryNotFound } from './registry.errors.js';
import { RegistryHttp, type RegistryOptions } from './registry-http.js';
import { subjectOf } from './subjects.js';

/** What a look at a schema registry shows. */
export interface RegistryFacts {
  /** Event types of which it lacks the version that this build writes. */
  readonly missing: readonly EventType[];
  /** Subjects that are not guarded as the events' promise needs it, with what they have. */
  readonly unguarded: readonly { readonly subject: string; readonly level: string }[];
}

const LEVEL = 'FULL_TRANSITIVE';

/** Asks for the schemas that this build writes and for their subjects' compatibility; registers nothing. @throws Registry… errors */
export async function inspectRegistry(options: RegistryOptions, types: readonly EventType[]): Promise<RegistryFacts> {
  const registry = createConfluentRegistry(options);
  const http = new RegistryHttp(options);
  try {
    const missing: EventType[] = [];
    const unguarded: { subject: string; level: string }[] = [];
    for (const type of types) {
      const version = writtenVersion(type);
      if ((await registry.find(version)) === undefined) {
        missing.push(type);
        continue;
      }
      const subject = subjectOf(version);
      const level = await http.call<{ compatibilityLevel: string }>('GET', `/config/${encodeURIComponent(subject)}`).then(
        ({ compatibilityLevel }) => compatibilityLevel,
        (error: unknown) => {
          if (error instanceof RegistryNotFound) return 'none of its own';
          throw error;
        },
      );
      if (level !== LEVEL) unguarded.push({ subject, level });
    }
    return { missing, unguarded };
  } finally {
    await Promise.all([registry.close(), http.close()]);
  }
}
