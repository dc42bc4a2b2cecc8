import { CRM_CONTACT, VAULT, type Vault } from '@callmesh/claim-check';
import type { CallContext } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import type { KnownEntity } from '@callmesh/redaction';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { parsePlaceholder } from '../../domain/renumber-placeholders.js';

/** A CRM that does not answer within it, ms, does not hold up transcripts: it is asked while a recording is heard, so its answer is mostly there. */
const LONGEST_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 100;

/** What is known of a call before its transcript is read: the caller's number, names and addresses in its metadata, the contact in the CRM. It is read back in one statement. */
@Injectable()
export class KnownOfCall {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'env'>,
  ) {}

  async of(tenantId: string, conversationId: string, { customer }: CallContext): Promise<KnownEntity[]> {
    const read = (awaited: string | null) => this.vault.knownOf(tenantId, conversationId, customer?.placeholder ?? null, awaited, { actor: 'service:transcription', purpose: 'redact what is known of the call' });
    const awaited = customer !== null && this.config.env.CALLMESH_CRM_CONTACT === 'on' ? `[${CRM_CONTACT}_1]` : null;
    try {
      const until = performance.now() + LONGEST_WAIT_MS;
      let values = await read(awaited);
      while (values === null && performance.now() < until) {
        await sleep(LOOK_EVERY_MS);
        values = await read(awaited);
      }
      values ??= await read(null);
      return (values ?? []).flatMap(({ placeholder, value }) => {
        const type = parsePlaceholder(placeholder)?.type;
        return type === undefined || type === CRM_CONTACT ? [] : [{ value, type }];
      });
    } catch (error) {
      // Erased meanwhile, or of an installation that gives no right to it: the rules find what they find.
      if (error instanceof DomainError && (error.code.startsWith('VAULT.') || error.code === 'SQL.42501')) return [];
      throw error;
    }
  }
}
