/** A data key as it is stored: sealed by a master key that never leaves the key management service. */
export interface WrappedKey {
  /** Which master key sealed it; rotation keeps old ones readable. */
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

/** Key management service: wraps the data key of a conversation. Local master key here, a cloud KMS or Vault Transit elsewhere. */
export interface Kms {
  /** @param context binds the wrapped key to its place; the same bytes are needed to unwrap it. */
  wrap(dataKey: Buffer, context: string): Promise<WrappedKey>;
  /** @throws DomainError KMS.UNKNOWN_MASTER_KEY, KMS.UNWRAP_FAILED */
  unwrap(key: WrappedKey, context: string): Promise<Buffer>;
}
