import type { DestinationTest } from '../../ports/destination.port.js';
import type { HubSpotClient } from './hubspot-client.js';
import { vendorWords } from './hubspot-refusal.js';

const types = ['contacts', 'orders', 'invoices', 'tickets', 'tasks', 'calls'];

/** Reads one record of each type that callmesh uses, and says what is wrong by its cause. */
export async function testHubSpot(client: HubSpotClient): Promise<DestinationTest> {
  for (const type of types) {
    const fault = await faultOf(client, type);
    if (fault) return fault;
  }
  return { ok: true, code: 'CRM.REACHED', detail: `HubSpot answers, and the token may read ${types.join(', ')}` };
}

async function faultOf(client: HubSpotClient, type: string): Promise<DestinationTest | undefined> {
  const fault = (code: string, detail: string): DestinationTest => ({ ok: false, code, detail });
  try {
    const { status, text } = await client.probe(`/crm/v3/objects/${type}?limit=1`);
    if (status < 400) return undefined;
    const words = vendorWords(text) || `HTTP ${status}`;
    if (status === 401) return fault('CRM.UNAUTHORISED', `HubSpot does not accept the token: "${words}". It is wrong, expired or revoked: set CRM_HUBSPOT_TOKEN anew`);
    if (status === 403) return fault('CRM.FORBIDDEN', `the token may not read ${type}: "${words}". Give the private app that scope`);
    return fault('CRM.ANSWERED_BADLY', `HubSpot answered ${status} for ${type}: "${words}". Try again in a while`);
  } catch (error) {
    return fault('CRM.UNREACHABLE', `${(error as Error).message}. Check CRM_HUBSPOT_URL and the way there`);
  }
}
