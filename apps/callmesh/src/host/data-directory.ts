import path from 'node:path';

/** Where things lie in a data directory. */
export interface DataDirectory {
  readonly root: string;
  /** Held by the one process that runs on this directory. */
  readonly lock: string;
  /** Address of the running instance, for the command line on this machine. */
  readonly instance: string;
  /** API keys of the command line on this machine. */
  readonly keys: string;
  /** Generated master key and database secret. */
  readonly secrets: string;
  readonly postgres: string;
  readonly log: string;
}

/** Lays out a data directory; creates nothing. */
export function dataDirectory(root: string): DataDirectory {
  const absolute = path.resolve(root);
  const at = (...parts: string[]): string => path.join(absolute, ...parts);
  return { root: absolute, lock: at('callmesh.lock'), instance: at('instance.json'), keys: at('keys.json'), secrets: at('secrets.json'), postgres: at('postgres'), log: at('callmesh.log') };
}

/** What `instance.json` says. */
export interface InstanceFile {
  readonly pid: number;
  readonly url: string;
  readonly startedAt: string;
  readonly demoCrmUrl: string | null;
  /** Of the distributed system: what the services stand on. */
  readonly brokers?: string;
  readonly registryUrl?: string;
  readonly s3Endpoint?: string;
}

/** What `keys.json` says: the keys of the command line on this machine. */
export interface LocalKeys {
  readonly tenantId: string;
  /** Everything within the tenant. */
  readonly admin: string;
  /** Parking, rebuilds. */
  readonly operator: string;
}
