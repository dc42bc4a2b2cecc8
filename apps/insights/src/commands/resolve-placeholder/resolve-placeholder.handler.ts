import { parseVaultUri, VAULT, type Vault } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/event-sourcing';
import type { Caller } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { ReadAllowance } from '../read-allowance.js';
import { mayResolve, typeOf } from './may-resolve.js';

/** Hands out the value behind a placeholder; who asked, why and with what outcome is in the vault's audit. */
@Injectable()
export class ResolvePlaceholder {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    private readonly allowance: ReadAllowance,
  ) {}

  /** @throws DomainError VAULT.BAD_URI, VAULT.NOT_FOUND, VAULT.ERASED, VAULT.WRONG_TENANT, RESOLUTION.FORBIDDEN, READS.RATE_LIMITED */
  async resolve(caller: Caller, reference: string, reason: string): Promise<{ placeholder: string; value: string }> {
    const { tenantId, role, name } = caller;
    const { placeholder } = parseVaultUri(reference);
    const reader = { actor: `${role}:${name}`, purpose: reason };
    const refused = (code: string): Promise<void> => this.vault.recordRefusal(tenantId, 'resolve', reference, reader, code);
    await this.allowance.take(tenantId, reader.actor, refused);
    if (!mayResolve(caller, placeholder)) {
      const forbidden = new DomainError('RESOLUTION.FORBIDDEN', `this key may not read values of type ${typeOf(placeholder)}: it may read ${caller.resolves?.join(', ') ?? 'none'}; an admin makes a key with \`callmesh keys create --role subscriber --resolves ${typeOf(placeholder)}\``);
      await refused(forbidden.code);
      throw forbidden;
    }
    return { placeholder, value: await this.vault.resolve(tenantId, reference, reader) };
  }
}
