import { contactForm, VAULT, type Vault } from '@callmesh/claim-check';
import { DATABASE, DomainError, EVENT_STORE, handleCommand, type Database, type EventStore, type Tx } from '@callmesh/event-sourcing';
import type { JobHandler, LeasedJob } from '@callmesh/jobs';
import { Inject, Injectable } from '@nestjs/common';
import { applicationOf, type Application } from '../adapters/applications.js';
import { doneEffect, effectMemory, isInDoubt, rememberEffect } from '../adapters/effects.js';
import { applicationDecider, type ApplicationEvent, type ApplicationState, type Outcome, type SettleApplication } from '../domain/application.decider.js';
import { DestinationUnavailable, OutcomeUncertain, Refused } from '../domain/destination.errors.js';
import { effectOf, type Applied, type Effect } from '../domain/effect.js';
import { withoutNumber } from '../domain/phone-forms.js';
import { DESTINATION, type Destination } from '../ports/destination.port.js';

/** What the job carries; the rest lies in the tenant's own tables. */
export interface ApplyJob {
  readonly actionId: string;
}

/** How the application ended, and how the call is to be found by its contact. */
interface Ended {
  readonly outcome: Outcome;
  /** SQL; null when there is no contact. */
  readonly marking: string | null;
}

/** Applies a reviewed action at the destination, and says how that ended. */
@Injectable()
export class ApplyActionJob implements JobHandler<ApplyJob, Ended> {
  readonly kind = 'apply';
  readonly limit = 8;
  readonly leaseMs = 30_000;
  /** At the longest pause of 30 s these reach over four hours of a destination that is down; then a person is asked. */
  readonly maxAttempts = 500;
  readonly afterFailure = 'it became a review item; decide that one (`callmesh queue`)';

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(DESTINATION) private readonly destination: Destination,
  ) {}

  async run(job: LeasedJob<ApplyJob>): Promise<Ended> {
    const { tenantId, payload } = job;
    const { effect, done } = await this.db.transaction(tenantId, async (tx) => {
      const found = effectOf((await applicationOf(tx, payload.actionId)).action);
      return { effect: found, done: await doneEffect(tx, found.key) };
    });
    if (done) return { outcome: { ended: 'updated', ...done }, marking: null };
    const number = this.numberOf(tenantId, effect);
    try {
      const run = { memory: effectMemory(this.db, tenantId, effect), assertHeld: () => job.assertHeld(), signal: job.signal, customerNumber: number.resolve };
      const applied = await this.destination.apply(effect, run);
      return { outcome: { ended: 'updated', ...applied }, marking: await this.marking(tenantId, effect, applied) };
    } catch (error) {
      return { outcome: expected(error, number.hide), marking: null };
    }
  }

  async complete(tx: Tx, job: LeasedJob<ApplyJob>, { outcome, marking }: Ended): Promise<void> {
    const application = await applicationOf(tx, job.payload.actionId);
    await this.settle(tx, application, outcome);
    if (outcome.ended === 'updated') await rememberEffect(tx, effectOf(application.action), outcome);
    if (marking !== null) tx.defer(marking);
  }

  async fail(tx: Tx, job: LeasedJob<ApplyJob>, error: Error): Promise<void> {
    const application = await applicationOf(tx, job.payload.actionId);
    const inDoubt = await isInDoubt(tx, effectOf(application.action).key);
    // Words of our own: what an unforeseen error says is for the log.
    const why = error instanceof DestinationUnavailable ? error.message : 'callmesh failed, its log says why';
    const outcome: Outcome = inDoubt
      ? { ended: 'uncertain', code: 'CRM.OUTCOME_UNCERTAIN', reason: `it could not be learned whether ${this.destination.name} made the change (${why}): look there, then approve to try again, or reject` }
      : { ended: 'refused', code: 'CRM.UNREACHABLE', reason: `${this.destination.name} did not take the change in all its attempts (${why}): approve to try again, or reject` };
    await this.settle(tx, application, outcome);
  }

  /** A contact may ask to be forgotten: the call is found by it. */
  private async marking(tenantId: string, { conversationId }: Effect, { contactId }: Applied): Promise<string | null> {
    if (contactId === undefined) return null;
    return this.vault.statementMarking(tenantId, conversationId, [contactForm(this.destination.name, contactId)]);
  }

  private async settle(tx: Tx, { action, causeId, traceparent }: Application, outcome: Outcome): Promise<void> {
    const { actionId, conversationId, kind, factId } = action;
    const command: SettleApplication = { do: 'settle', actionId, conversationId, kind, factId, destination: this.destination.name, outcome };
    const context = { conversationId, causationId: causeId, time: new Date().toISOString(), traceparent };
    await handleCommand<SettleApplication, ApplicationEvent, ApplicationState>(this.store, applicationDecider, tx, `application-${actionId}`, command, context);
  }

  /** The customer's number, taken from the vault when it is needed and kept out of everything that is said. */
  private numberOf(tenantId: string, { customer }: Effect): { resolve: () => Promise<string | null>; hide: (text: string) => string } {
    let known: string | null = null;
    const resolve = async (): Promise<string | null> => {
      if (!customer) return null;
      known ??= await this.vault.resolve(tenantId, customer.reference, { actor: 'service:crm-sync', purpose: `find the contact in ${this.destination.name}` });
      return known;
    };
    return { resolve, hide: (text) => (known === null || !customer ? text : withoutNumber(text, known, customer.placeholder)) };
  }
}

/** Expected ends become outcomes; all else is the queue's: it tries again what passes. */
function expected(error: unknown, hide: (text: string) => string): Outcome {
  if (error instanceof Refused) return { ended: 'refused', code: error.code, reason: hide(error.message) };
  if (error instanceof OutcomeUncertain) return { ended: 'uncertain', code: error.code, reason: hide(error.message) };
  if (error instanceof DomainError && error.code.startsWith('VAULT.')) {
    return { ended: 'refused', code: 'CRM.NO_CONTACT', reason: `the customer's number can no longer be read (${error.code}): name the contact, or reject` };
  }
  throw error;
}
