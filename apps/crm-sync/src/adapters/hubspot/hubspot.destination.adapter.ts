import type { Applied, Effect } from '../../domain/effect.js';
import type { Contact, Destination, DestinationTest, EffectRun, RemovedRecord, WrittenRecord } from '../../ports/destination.port.js';
import { changeRecord } from './change-record.js';
import { forgetRecords } from './forget-records.js';
import { HubSpotClient, type Guard, type HubSpotClientOptions } from './hubspot-client.js';
import { contactsWith, findContact } from './hubspot-contacts.js';
import { CONVERSATION, EVIDENCE, mapEffect, QUOTE, type Properties } from './hubspot-mapping.js';
import { HubSpotObjects } from './hubspot-objects.js';
import { HubSpotSetup } from './hubspot-setup.js';
import { makeByReadingBack, makeByUniqueKey } from './make-record.js';
import { testHubSpot } from './test-hubspot.js';

/** HubSpot names no limit for its search index; what was seen stays below ten seconds. */
const SEARCH_LAG_MS = 12_000;

/** How HubSpot is reached and what it is told. */
export interface HubSpotOptions extends HubSpotClientOptions {
  /** Address of this API, under which a record's evidence is found; without it records carry the call's id alone. */
  readonly publicUrl: string | undefined;
  /** Longest lag of the search index that is waited for, ms. */
  readonly searchLagMs?: number;
}

/** HubSpot as a destination. */
export class HubSpotDestination implements Destination {
  readonly name = 'hubspot';
  private readonly client: HubSpotClient;
  private readonly objects: HubSpotObjects;
  private readonly setup: HubSpotSetup;

  constructor(private readonly options: HubSpotOptions) {
    this.client = new HubSpotClient(options);
    this.objects = new HubSpotObjects(this.client);
    this.setup = new HubSpotSetup(this.client);
  }

  async apply(effect: Effect, run: EffectRun): Promise<Applied> {
    const mapped = mapEffect(effect);
    const type = 'make' in mapped ? mapped.make : mapped.change;
    const [contactId, road] = await Promise.all([findContact(this.objects, effect, run), this.setup.ready(run, type)]);
    const marks = this.marksOf(effect);
    if ('change' in mapped) return { ...(await changeRecord(this.objects, effect, mapped, contactId, marks, run)), contactId };

    const applied =
      road === 'unique'
        ? await makeByUniqueKey(this.objects, effect, mapped, marks, run)
        : await makeByReadingBack(this.objects, effect, mapped, marks, run, this.options.searchLagMs ?? SEARCH_LAG_MS);
    await this.objects.link(run, type, applied.objectId, 'contacts', contactId);
    return { ...applied, contactId };
  }

  forget(conversationId: string, known: readonly WrittenRecord[], guard: Guard): Promise<RemovedRecord[]> {
    return forgetRecords(this.objects, conversationId, known, guard);
  }

  contactsOf(number: string, guard: Guard): Promise<readonly Contact[]> {
    return contactsWith(this.objects, number, guard);
  }

  test(): Promise<DestinationTest> {
    return testHubSpot(this.client);
  }

  /** What leads from the record back to the call. */
  private marksOf(effect: Effect): Properties {
    const { publicUrl } = this.options;
    return {
      [CONVERSATION]: effect.conversationId,
      ...(publicUrl ? { [EVIDENCE]: new URL(`/api/v1/actions/${effect.actionId}`, publicUrl).toString() } : {}),
      ...(effect.quote ? { [QUOTE]: effect.quote } : {}),
    };
  }
}
