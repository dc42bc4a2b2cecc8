import { DomainError } from '@callmesh/contracts';
import { isSignedBy, signingKeyId, type Signer } from './signer.js';

/** How far a tenant's audit had come, signed, to be kept where whoever runs the database cannot reach it. */
export interface AuditCheckpoint {
  readonly kind: 'callmesh audit checkpoint';
  readonly version: 1;
  readonly tenant: string;
  /** Number of the last seal. */
  readonly seal: number;
  /** Entries up to there. */
  readonly entries: number;
  /** Hash of that seal, hex. */
  readonly hash: string;
  /** ISO 8601. */
  readonly at: string;
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER, base64. */
  readonly publicKey: string;
  /** Ed25519, base64. */
  readonly signature: string;
}

const textOf = ({ tenant, seal, entries, hash, at }: Omit<AuditCheckpoint, 'signature'>): Buffer => Buffer.from(JSON.stringify(['callmesh audit checkpoint 1', tenant, String(seal), String(entries), hash, at]));

/** Signs where a chain stands. */
export function makeCheckpoint(signer: Signer, where: Pick<AuditCheckpoint, 'tenant' | 'seal' | 'entries' | 'hash' | 'at'>): AuditCheckpoint {
  const unsigned = { kind: 'callmesh audit checkpoint' as const, version: 1 as const, ...where, keyId: signer.keyId, publicKey: signer.publicKey.toString('base64') };
  return { ...unsigned, signature: signer.sign(textOf(unsigned)).toString('base64') };
}

/** Reads the file of a checkpoint. @throws DomainError AUDIT.BAD_CHECKPOINT */
export function checkpointOf(text: string): AuditCheckpoint {
  const refused = new DomainError('AUDIT.BAD_CHECKPOINT', 'this is no checkpoint of an audit: name the file that `callmesh audit checkpoint --out` wrote');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refused;
  }
  const fields = (parsed ?? {}) as Readonly<Record<string, unknown>>;
  const areTexts = ['tenant', 'hash', 'at', 'keyId', 'publicKey', 'signature'].every((name) => typeof fields[name] === 'string');
  if (fields.kind !== 'callmesh audit checkpoint' || fields.version !== 1 || !areTexts || !Number.isSafeInteger(fields.seal) || !Number.isSafeInteger(fields.entries)) throw refused;
  return parsed as AuditCheckpoint;
}

/** Refuses a checkpoint that is not what was signed. @throws DomainError AUDIT.BAD_CHECKPOINT */
export function proveCheckpoint(checkpoint: AuditCheckpoint): void {
  const publicKey = Buffer.from(checkpoint.publicKey, 'base64');
  if (signingKeyId(publicKey) !== checkpoint.keyId || !isSignedBy(publicKey, textOf(checkpoint), Buffer.from(checkpoint.signature, 'base64'))) {
    throw new DomainError('AUDIT.BAD_CHECKPOINT', 'the checkpoint is not what was signed: its file was changed, or is another; take a copy of it', { keyId: checkpoint.keyId });
  }
}
