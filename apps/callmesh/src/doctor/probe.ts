import type { Environment } from '@callmesh/service-defaults';
import type { DataDirectory, InstanceFile } from '../host/data-directory.js';
import { fault, type Finding } from './finding.js';

/** What probes look at: the configuration, the data directory, and the instance where one runs. */
export interface Surroundings {
  /** Undefined when it cannot be used; the probe of the configuration says why. */
  readonly env: Environment | undefined;
  readonly directory: DataDirectory;
  readonly instance: InstanceFile | undefined;
  /** The administrator's address: configured, or that of the embedded server while it runs. */
  readonly adminUrl: string | undefined;
}

/** Proves one dependency. */
export interface Probe {
  readonly name: string;
  look(surroundings: Surroundings): Promise<readonly Finding[]>;
}

const PATIENCE_MS = 15_000;

/** Looks at everything at once; what does not answer in 15 s is a fault, and what throws is one with the error's words. */
export async function runProbes(probes: readonly Probe[], surroundings: Surroundings, patienceMs = PATIENCE_MS): Promise<Finding[]> {
  const looked = probes.map(async ({ name, look }) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Finding[]>((resolve) => {
      timer = setTimeout(() => resolve([fault(name, `no answer in ${patienceMs / 1_000} s`, 'see whether it is overloaded, stopped, or behind a firewall that drops packets')]), patienceMs);
    });
    try {
      return await Promise.race([look(surroundings), late]);
    } catch (error) {
      return [fault(name, `cannot be looked at: ${wordsOf(error)}`, 'mend that first; the rest of this check could not be made')];
    } finally {
      clearTimeout(timer);
    }
  });
  return (await Promise.all(looked)).flat();
}

/** An error in words, without an address's user and password. */
export function wordsOf(error: unknown): string {
  const { message = '', code } = (error ?? {}) as { message?: string; code?: unknown };
  const words = message || (typeof code === 'string' ? code : String(error));
  return words.replace(/\/\/[^/@\s]*@/g, '//').slice(0, 300);
}
