import { createHmac } from 'node:crypto';
import { VAULT, type Vault } from '@callmesh/claim-check';
import { DomainError, type Party } from '@callmesh/contracts';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';

const READER = { actor: 'service:extraction', purpose: 'find earlier calls of the same customer' };

/**
 * The same customer over several calls, without a number in clear: HMAC-SHA256 of the number under the installation's key, different for each tenant.
 * Numbers of another master key are not recognised again.
 */
@Injectable()
export class CustomerKey {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /** Null when the call carries no number, or it can no longer be read. */
  async of(tenantId: string, customer: Party | null): Promise<Buffer | null> {
    const secret = this.config.env.CALLMESH_MASTER_KEY;
    if (!customer || !secret) return null;
    const number = await this.vault.resolve(tenantId, customer.reference, READER).catch((error: unknown) => {
      if (error instanceof DomainError && /^VAULT\.(?:NOT_FOUND|ERASED)$/.test(error.code)) return null;
      throw error;
    });
    const digits = number?.replace(/\D/g, '') ?? '';
    return digits === '' ? null : createHmac('sha256', Buffer.from(secret, 'base64')).update(`customer of ${tenantId}\n${digits}`).digest();
  }
}
