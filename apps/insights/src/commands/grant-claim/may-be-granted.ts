import type { Role } from '@callmesh/service-defaults';

/** Artifacts that hold redacted words and sound alone. A transcript as received is named by its hash, and is raw. */
const REDACTED = [/^transcript\.\d+(\.[a-z0-9-]+)*\.json$/, /^audio\.redacted\./];

/** A recording as it was received, or normalised: nothing in it is silent. */
const RAW_RECORDING = [/^original\./, /^audio\.(?!redacted\.)/, /^quarantined\./];

/** Raw recordings are for the role that is named for them, and for no other; transcripts as received for supervisors; what is redacted also for reviewers and subscribers. */
export function mayBeGranted(role: Role, artifact: string): boolean {
  if (RAW_RECORDING.some((name) => name.test(artifact))) return role === 'raw-audio';
  return role === 'supervisor' || role === 'admin' || REDACTED.some((name) => name.test(artifact));
}
