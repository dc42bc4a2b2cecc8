import { DomainError, publishedVersions, type SchemaVersion } from '@callmesh/contracts';
import { RegistryHttp, type RegistryOptions } from './registry-http.js';
import { RegistryNotFound, RegistryRefused, RegistryUnavailable } from './registry.errors.js';
import { subjectOf } from './subjects.js';

/** Within one major, every version reads what every other one wrote. */
const LEVEL = 'FULL_TRANSITIVE';
const ATTEMPTS = 5;
const PAUSE_MS = 500;

/** A schema version in the registry. */
export interface RegisteredSchema {
  readonly type: string;
  readonly minor: number;
  readonly subject: string;
  /** What messages carry. */
  readonly id: number;
  /** Registered now; false when the registry had it. */
  readonly isNew: boolean;
}

/** What a deploy step did. */
export interface Registration {
  readonly schemas: readonly RegisteredSchema[];
  /** Subjects whose compatibility was something else before. */
  readonly compatibilitySet: readonly string[];
}

/**
 * The deploy step: sets compatibility FULL_TRANSITIVE on every subject and registers every published version of every event, oldest
 * first. Running it again changes nothing. Before anything is registered the registry judges all that is new.
 * @throws DomainError `SCHEMA.INCOMPATIBLE` with the registry's words for each that it refuses.
 * @throws RegistryUnavailable after five tries, RegistryDenied
 */
export async function registerSchemas(options: RegistryOptions, versions: readonly SchemaVersion[] = publishedVersions()): Promise<Registration> {
  const registry = new Registrar(new RegistryHttp(options));
  try {
    return await registry.register(versions);
  } finally {
    await registry.close();
  }
}

class Registrar {
  constructor(private readonly http: RegistryHttp) {}

  close(): Promise<void> {
    return this.http.close();
  }

  async register(versions: readonly SchemaVersion[]): Promise<Registration> {
    const subjects = [...new Set(versions.map(subjectOf))];
    const compatibilitySet: string[] = [];
    for (const subject of subjects) if (await this.setCompatibility(subject)) compatibilitySet.push(subject);

    const present = new Map<SchemaVersion, number>();
    const refused: string[] = [];
    for (const version of versions) {
      const id = await this.find(version);
      if (id !== undefined) present.set(version, id);
      else refused.push(...(await this.judge(version)));
    }
    if (refused.length > 0) throw incompatible(refused);

    const schemas: RegisteredSchema[] = [];
    for (const version of versions) {
      const { type, minor } = version;
      const known = present.get(version);
      schemas.push({ type, minor, subject: subjectOf(version), id: known ?? (await this.add(version)), isNew: known === undefined });
    }
    // A registry may forget the level of a subject that had no schema yet.
    for (const subject of subjects) if (await this.setCompatibility(subject)) compatibilitySet.push(subject);
    return { schemas, compatibilitySet: [...new Set(compatibilitySet)] };
  }

  /** @returns whether it was something else before. */
  private async setCompatibility(subject: string): Promise<boolean> {
    const path = `/config/${encodeURIComponent(subject)}`;
    const level = await this.orNone(() => this.http.call<{ compatibilityLevel: string }>('GET', path));
    if (level?.compatibilityLevel === LEVEL) return false;
    await patiently(() => this.http.call('PUT', path, { compatibility: LEVEL }));
    return true;
  }

  private async find(version: SchemaVersion): Promise<number | undefined> {
    return (await this.orNone(() => this.http.call<{ id: number }>('POST', this.path(version), bodyOf(version))))?.id;
  }

  /** @returns why it is refused; nothing when it is not, or when the subject is new. */
  private async judge(version: SchemaVersion): Promise<string[]> {
    const path = `/compatibility${this.path(version)}/versions?verbose=true`;
    type Verdict = { is_compatible: boolean; messages?: readonly string[]; reason?: string };
    const verdict = await this.orNone(() => this.http.call<Verdict>('POST', path, bodyOf(version)));
    if (!verdict || verdict.is_compatible) return [];
    return [refusal(version, verdict.messages?.join('; ') ?? verdict.reason ?? 'it gives no reason')];
  }

  private async add(version: SchemaVersion): Promise<number> {
    try {
      return (await patiently(() => this.http.call<{ id: number }>('POST', `${this.path(version)}/versions`, bodyOf(version)))).id;
    } catch (error) {
      if (error instanceof RegistryRefused && error.status === 409) throw incompatible([refusal(version, error.words)]);
      throw error;
    }
  }

  private path(version: SchemaVersion): string {
    return `/subjects/${encodeURIComponent(subjectOf(version))}`;
  }

  private orNone<T>(ask: () => Promise<T>): Promise<T | undefined> {
    return patiently(ask).catch((error: unknown) => {
      if (error instanceof RegistryNotFound && error.isAnswer) return undefined;
      throw error;
    });
  }
}

const bodyOf = ({ schema }: SchemaVersion): object => ({ schemaType: 'AVRO', schema: JSON.stringify(schema) });
const refusal = (version: SchemaVersion, words: string): string => `${version.type}.${version.minor} (subject ${subjectOf(version)}): ${words}`;
const incompatible = (refused: readonly string[]): DomainError =>
  new DomainError('SCHEMA.INCOMPATIBLE', `the schema registry refuses:\n  ${refused.join('\n  ')}\nNothing was registered. Published versions never change: publish the change as a new minor that reads and is read by all before it, or as a new major beside the old one.`, { refused });

/** A deploy step waits for a registry that is just starting; what it asks may be asked twice. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof RegistryUnavailable) || attempt >= ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.max(error.retryAfterMs, PAUSE_MS * attempt)));
    }
  }
}
