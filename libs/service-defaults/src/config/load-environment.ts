import { DomainError } from '@callmesh/event-sourcing';
import { environmentSchema, type Environment } from './environment.js';

/**
 * Reads the configuration once, at start-up. Empty strings count as absent, as compose files write them.
 * @throws DomainError `CONFIG.INVALID` that lists every fault at once, each with what the variable is for.
 */
export function loadEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
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
