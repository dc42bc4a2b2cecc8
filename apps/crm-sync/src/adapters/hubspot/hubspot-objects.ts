import { DestinationUnavailable, Refused } from '../../domain/destination.errors.js';
import type { Guard, HubSpotClient } from './hubspot-client.js';

/** A record as HubSpot shows it. */
export interface HubSpotRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
}

interface Filter {
  readonly propertyName: string;
  readonly operator: 'EQ' | 'IN';
  readonly value?: string;
  readonly values?: readonly string[];
}

interface UpsertAnswer {
  readonly results?: readonly (HubSpotRecord & { readonly new?: boolean })[];
  readonly errors?: readonly { readonly message?: string }[];
}

/** Reading, searching and writing records (HubSpot CRM API v3 objects, v4 associations). */
export class HubSpotObjects {
  constructor(private readonly client: HubSpotClient) {}

  get(guard: Guard, type: string, id: string, properties: readonly string[] = []): Promise<HubSpotRecord | undefined> {
    const query = properties.length > 0 ? `?properties=${properties.map(encodeURIComponent).join(',')}` : '';
    return this.client.repeatable<HubSpotRecord>(guard, 'GET', `/crm/v3/objects/${type}/${encodeURIComponent(id)}${query}`);
  }

  /** Ids that the search index shows, at most ten; the groups are alternatives. The index lags: read the record for its live values. */
  async search(guard: Guard, type: string, alternatives: readonly Filter[]): Promise<string[]> {
    const filterGroups = alternatives.map((filter) => ({ filters: [filter] }));
    const answer = await this.client.repeatable<{ results: HubSpotRecord[] }>(guard, 'POST', `/crm/v3/objects/${type}/search`, { filterGroups, limit: 10 });
    return [...new Set((answer?.results ?? []).map(({ id }) => id))];
  }

  async create(guard: Guard, type: string, properties: Readonly<Record<string, string>>): Promise<HubSpotRecord> {
    return present(await this.client.once<HubSpotRecord>(guard, 'POST', `/crm/v3/objects/${type}`, { properties }), type);
  }

  async patch(guard: Guard, type: string, id: string, properties: Readonly<Record<string, string>>): Promise<HubSpotRecord> {
    return present(await this.client.repeatable<HubSpotRecord>(guard, 'PATCH', `/crm/v3/objects/${type}/${encodeURIComponent(id)}`, { properties }), type);
  }

  /** Harmless when it is archived already. */
  async archive(guard: Guard, type: string, id: string): Promise<void> {
    await this.client.repeatable(guard, 'DELETE', `/crm/v3/objects/${type}/${encodeURIComponent(id)}`);
  }

  /** Creates or updates the one record that holds `key` in a property with unique values. `isNew` also when it was made by a request of this call that was not answered. */
  async upsert(guard: Guard, type: string, idProperty: string, key: string, properties: Readonly<Record<string, string>>): Promise<{ id: string; isNew: boolean }> {
    const inputs = [{ id: key, idProperty, properties: { ...properties, [idProperty]: key } }];
    let wasResent = false;
    const resent = (): void => void (wasResent = true);
    const answer = await this.client.repeatable<UpsertAnswer>(guard, 'POST', `/crm/v3/objects/${type}/batch/upsert`, { inputs }, resent);
    const [fault] = answer?.errors ?? [];
    // A batch can be answered 207: the request went well, its only record did not.
    if (fault) throw new Refused('CRM.REFUSED', `HubSpot refused: "${fault.message ?? 'no reason given'}"`);
    const { id, new: isNew } = present(answer?.results?.[0], type);
    return { id, isNew: wasResent || (isNew ?? false) };
  }

  async linked(guard: Guard, type: string, id: string, toType: string): Promise<string[]> {
    const answer = await this.client.repeatable<{ results: { toObjectId: string | number }[] }>(guard, 'GET', `/crm/v4/objects/${type}/${encodeURIComponent(id)}/associations/${toType}`);
    return (answer?.results ?? []).map(({ toObjectId }) => String(toObjectId));
  }

  /** Harmless when the two are linked already. */
  async link(guard: Guard, type: string, id: string, toType: string, toId: string): Promise<void> {
    await this.client.repeatable(guard, 'PUT', `/crm/v4/objects/${type}/${encodeURIComponent(id)}/associations/default/${toType}/${encodeURIComponent(toId)}`);
  }
}

function present<T>(answer: T | undefined, type: string): T {
  if (answer === undefined) throw new DestinationUnavailable(`HubSpot's answer for ${type} holds no record`, 'cut');
  return answer;
}
