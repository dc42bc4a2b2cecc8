import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { DomainError } from '../decider.js';

/** The role that owns every table; nobody logs in as it. */
export const OWNER_ROLE = 'callmesh_owner';

/** The two roles a service logs in with. */
export interface ServiceRoles {
  /** Sees one tenant at a time (row-level security). */
  readonly app: string;
  /** Sees every tenant, but only the tables granted to it. */
  readonly worker: string;
}

/** Names of the roles of a schema. They exist once per server, not per database. */
export function rolesOf(schema: string): ServiceRoles {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(schema)) throw new DomainError('DATABASE.BAD_SCHEMA', `"${schema}" is no schema name of a service: use a-z, 0-9 and _, up to 41 characters`);
  return { app: `callmesh_${schema}`, worker: `callmesh_${schema}_worker` };
}

/** The password of a role: nothing has to be stored, every process that knows the secret comes to the same one. */
export function passwordOf(secret: string, role: string): string {
  return createHmac('sha256', secret).update(`postgres role ${role}`).digest('base64url');
}

/** What Postgres stores for a password (RFC 5803, SCRAM-SHA-256), made here so that the password itself is in no server log. */
export function scramVerifier(password: string): string {
  const iterations = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}

/** The same server and database, another role, and the schema as its search path. */
export function urlFor(adminUrl: string, schema: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return url.toString();
}
