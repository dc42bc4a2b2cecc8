import { fault, note, ok } from '../finding.js';
import { wordsOf, type Probe } from '../probe.js';

const ANSWER_MS = 8_000;

/** Whether the CRM answers, and takes our token. Reads one page of contacts' properties, changes nothing. */
export const crmProbe: Probe = {
  name: 'CRM',
  async look({ env, instance }) {
    const url = env?.CRM_HUBSPOT_URL ?? instance?.demoCrmUrl ?? undefined;
    if (!url) return [note('CRM', 'none is configured: `callmesh start` brings a demo CRM', 'set CRM_HUBSPOT_URL and CRM_HUBSPOT_TOKEN')];
    const { host } = new URL(url);
    const token = env?.CRM_HUBSPOT_URL ? env.CRM_HUBSPOT_TOKEN : 'demo-crm-token';
    if (!token) return [fault('CRM', `${host} has no token`, 'set CRM_HUBSPOT_TOKEN to the access token of a private app')];
    try {
      const response = await fetch(new URL('/crm/v3/properties/contacts', url), { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(ANSWER_MS) });
      await response.body?.cancel();
      if (response.ok) return [ok('CRM', `${host} answers and takes the token`)];
      if (response.status === 401 || response.status === 403) return [fault('CRM', `${host} refuses the token (${response.status})`, 'set CRM_HUBSPOT_TOKEN right; the private app needs the scopes for contacts, orders, tickets and calls')];
      return [fault('CRM', `${host} answers ${response.status}`, response.status >= 500 || response.status === 429 ? 'it is in trouble or limits us: writes wait and are tried again' : 'set CRM_HUBSPOT_URL to HubSpot or something with its routes')];
    } catch (error) {
      return [fault('CRM', `${host} does not answer: ${wordsOf((error as { cause?: unknown }).cause ?? error)}`, 'set CRM_HUBSPOT_URL right; writes wait meanwhile')];
    }
  },
};
