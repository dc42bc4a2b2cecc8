import { contactForm, CRM_CONTACT, emailForm, phoneForm, VAULT, type Vault } from '@callmesh/claim-check';
import { DomainError } from '@callmesh/contracts';
import type { Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { DESTINATION, type Contact, type Destination } from '../ports/destination.port.js';

export const NAME_CONTACT = 'name-contact';

/** What the job carries: the caller's number stays in the vault. */
export interface NameContact {
  readonly reference: string;
}

/** Tells the vault whom the CRM knows by the number of a call, so that whoever redacts the call knows it too. Nothing is written at the destination. */
@Injectable()
export class NameContactJob implements JobHandler<NameContact> {
  readonly kind = NAME_CONTACT;
  readonly limit = 4;
  readonly leaseMs = 30_000;
  /** A transcript does not wait for long; what comes later is known when the call is transcribed again. */
  readonly maxAttempts = 5;

  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(DESTINATION) private readonly destination: Destination,
  ) {}

  async run(job: LeasedJob<NameContact>): Promise<void> {
    const { tenantId, conversationId, payload } = job;
    try {
      const number = await this.vault.resolve(tenantId, payload.reference, { actor: 'service:crm-sync', purpose: `ask ${this.destination.name} who called` });
      const contacts = await this.destination.contactsOf(number, { assertHeld: () => job.assertHeld(), signal: job.signal });
      for (const contact of contacts) for (const { type, value, parties } of this.valuesOf(contact)) await this.vault.storeKnown(tenantId, conversationId, type, value, parties);
      await this.vault.storeKnown(tenantId, conversationId, CRM_CONTACT, contacts.map(({ id }) => id).join(', ') || 'none', []);
    } catch (error) {
      if (!isErased(error)) throw error;
    }
  }

  complete(): Promise<void> {
    return Promise.resolve();
  }

  /** The CRM will not answer: the transcript need not wait for it. */
  async fail(_tx: Tx, { tenantId, conversationId }: LeasedJob<NameContact>): Promise<void> {
    await this.vault.storeKnown(tenantId, conversationId, CRM_CONTACT, 'not known', []).catch((error: unknown) => {
      if (!isErased(error)) throw error;
    });
  }

  /** The contact may ask to be forgotten: the call is found by each of these. */
  private *valuesOf({ id, name, emails, phones }: Contact): Generator<{ type: string; value: string; parties: string[] }> {
    const contact = contactForm(this.destination.name, id);
    if (name !== null) yield { type: 'PERSON', value: name, parties: [contact] };
    for (const value of emails) yield { type: 'EMAIL', value, parties: [contact, emailForm(value)] };
    for (const value of phones) yield { type: 'PHONE', value, parties: [contact, phoneForm(value) ?? contact] };
  }
}

/** There is nothing left to redact. */
const isErased = (error: unknown): boolean => error instanceof DomainError && (error.code === 'VAULT.ERASED' || error.code === 'VAULT.NOT_FOUND');
