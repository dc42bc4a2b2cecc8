import type { Role } from '@callmesh/service-defaults';

/** Artifacts that hold redacted words and sound alone. A transcript as received is named by its hash, and is raw. */
const REDACTED = [/^transcript\.\d+(\.[a-z0-9-]+)*\.json$/, /^audio\.redacted\./];

/** Raw recordings and transcripts as received are for supervisors; what is redacted also for reviewers and subscribers. */
export function mayBeGranted(role: Role, artifact: string): boolean {
  return role === 'supervisor' || role === 'admin' || REDACTED.some((name) => name.test(artifact));
}
