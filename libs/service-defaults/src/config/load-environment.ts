import { readFileSync } from 'node:fs';
import { DomainError } from '@callmesh/event-sourcing';
import { environmentSchema, type Environment } from './environment.js';

/**
 * Reads the configuration once, at start-up. Empty strings count as absent, as compose files write them. `<NAME>_FILE` names a mounted
 * file that holds the value of `<NAME>`, which wins when both are given.
 * @throws DomainError `CONFIG.INVALID` that lists every fault at once, each with what the variable is for.
 */
export function loadEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const given = { ...fromFiles(source), ...Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== '')) };
  const result = environmentSchema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    const purpose = environmentSchema.shape[name as keyof Environment].description ?? '';
    return { name, message, purpose };
  });
  const listed = faults.map(({ name, message, purpose }) => `  ${name}: ${message} (${purpose})`).join('\n');
  throw new DomainError('CONFIG.INVALID', `${faults.length} environment variable(s) cannot be used:\n${listed}\nSet them right, or unset them to get their defaults, and start again.`, { faults });
}

function fromFiles(source: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const read: Record<string, string> = {};
  for (const name of Object.keys(environmentSchema.shape)) {
    const value = source[name] ? undefined : fileValue(name, source);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

/** What the mounted file of a variable holds now; undefined when none is named. @throws DomainError `CONFIG.INVALID` */
export function fileValue(name: string, source: Readonly<Record<string, string | undefined>>): string | undefined {
  const file = source[`${name}_FILE`];
  if (!file) return undefined;
  try {
    // The last line break is the editor's.
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new DomainError('CONFIG.INVALID', `${name}_FILE names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}): mount it, or give ${name} itself`);
  }
}
