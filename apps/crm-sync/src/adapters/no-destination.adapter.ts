import { Refused } from '../domain/destination.errors.js';
import type { Applied } from '../domain/effect.js';
import type { Contact, Destination, DestinationTest, RemovedRecord, WrittenRecord } from '../ports/destination.port.js';

const WHAT_TO_DO = 'no CRM is configured: set CRM_HUBSPOT_URL and CRM_HUBSPOT_TOKEN, restart, then decide again';

/** Where no CRM is configured: every action goes back to a person with that reason. */
export class NoDestination implements Destination {
  readonly name = 'none';

  apply(): Promise<Applied> {
    return Promise.reject(new Refused('CRM.NOT_CONFIGURED', WHAT_TO_DO));
  }

  /** What an earlier configuration wrote is still there. */
  forget(_conversationId: string, known: readonly WrittenRecord[]): Promise<RemovedRecord[]> {
    return Promise.resolve(known.map((record) => ({ ...record, outcome: 'refused', code: 'CRM.NOT_CONFIGURED' })));
  }

  contactsOf(): Promise<readonly Contact[]> {
    return Promise.resolve([]);
  }

  test(): Promise<DestinationTest> {
    return Promise.resolve({ ok: false, code: 'CRM.NOT_CONFIGURED', detail: WHAT_TO_DO });
  }
}
