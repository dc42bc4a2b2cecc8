import type { Readable } from 'node:stream';
import { CLAIM_CHECKS, parseClaimUri, VAULT, type ByteRange, type ClaimChecks, type Vault } from '@callmesh/claim-check';
import type { ClaimCheck } from '@callmesh/contracts';
import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import type { Caller } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { ReadAllowance } from '../read-allowance.js';
import { mayBeGranted } from './may-be-granted.js';
import { toldClaim } from './told-claim.js';

/** A grant that was just given. */
export interface Granted {
  readonly token: string;
  readonly claim: ClaimCheck;
}

/** Gives grants to read one stored object for a short time, and opens them. */
@Injectable()
export class GrantClaim {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(VAULT) private readonly vault: Vault,
    private readonly allowance: ReadAllowance,
  ) {}

  /** @throws DomainError CLAIM.BAD_URI, CLAIM.WRONG_TENANT, CLAIM.NOT_FOUND, GRANT.FORBIDDEN, READS.RATE_LIMITED */
  async grant({ tenantId, role, name }: Caller, uri: string, reason: string, seconds: number): Promise<Granted> {
    const { tenantId: owner, conversationId, artifact } = parseClaimUri(uri);
    const reader = { actor: `${role}:${name}`, purpose: reason };
    const refuse = async (error: DomainError): Promise<never> => {
      await this.vault.recordRefusal(tenantId, 'grant', uri, reader, error.code);
      throw error;
    };
    await this.allowance.take(tenantId, reader.actor, (code) => this.vault.recordRefusal(tenantId, 'grant', uri, reader, code));
    if (owner !== tenantId) return refuse(new DomainError('CLAIM.WRONG_TENANT', `the claim check belongs to another tenant than ${tenantId}`));
    if (!mayBeGranted(role, artifact)) return refuse(new DomainError('GRANT.FORBIDDEN', `${artifact} is not redacted, and this key has role ${role}: reviewers and admins read redacted transcripts and audio, supervisors also transcripts as received; raw recordings take a key with role raw-audio`));
    const claim = await this.db.transaction(tenantId, (tx) => toldClaim(tx, conversationId, uri));
    if (!claim) return refuse(new DomainError('CLAIM.NOT_FOUND', `no event of conversation ${conversationId} carries ${uri}: take the claim check from the event, as it is`));
    return { claim, token: await this.claimChecks.grant(tenantId, claim, reader, seconds * 1000) };
  }

  /** @throws DomainError CLAIM.GRANT_UNKNOWN, CLAIM.GRANT_EXPIRED, CLAIM.NOT_FOUND, CLAIM.ERASED */
  open(token: string, rangeOf: (claim: ClaimCheck) => ByteRange | undefined): Promise<{ claim: ClaimCheck; content: Readable }> {
    return this.claimChecks.open(token, rangeOf);
  }
}
