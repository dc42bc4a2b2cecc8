import { Refused } from '../../domain/destination.errors.js';
import type { Effect } from '../../domain/effect.js';
import type { Contact, EffectRun } from '../../ports/destination.port.js';
import type { Guard } from './hubspot-client.js';
import type { HubSpotObjects } from './hubspot-objects.js';
import { phoneForms } from '../../domain/phone-forms.js';

/**
 * The one contact meant: the reviewer's, or the one with the caller's number.
 * @throws Refused CRM.NO_CONTACT, CRM.SEVERAL_CONTACTS: callmesh makes no contact and guesses none.
 */
export async function findContact(objects: HubSpotObjects, effect: Effect, run: EffectRun): Promise<string> {
  if (effect.contactId !== null) {
    const named = await objects.get(run, 'contacts', effect.contactId);
    if (!named) throw new Refused('CRM.NO_CONTACT', `HubSpot has no contact ${effect.contactId}: name another one`);
    return named.id;
  }
  const number = await run.customerNumber();
  if (number === null) throw new Refused('CRM.NO_CONTACT', 'the call carries no customer number: name the contact, or reject');
  const found = await idsWith(objects, number, run);
  const [contact, ...others] = found;
  if (contact === undefined) throw new Refused('CRM.NO_CONTACT', 'no contact in HubSpot has the number of this call: name the contact, or reject');
  if (others.length > 0) throw new Refused('CRM.SEVERAL_CONTACTS', `${found.length} contacts in HubSpot have the number of this call (${found.join(', ')}): name the one who called`);
  return contact;
}

/** Everybody who has a number, as HubSpot shows them now. */
export async function contactsWith(objects: HubSpotObjects, number: string, guard: Guard): Promise<Contact[]> {
  const contacts: Contact[] = [];
  for (const id of await idsWith(objects, number, guard)) {
    const record = await objects.get(guard, 'contacts', id, NAMING);
    const given = (...names: string[]): string[] => names.flatMap((name) => record?.properties[name]?.trim() || []);
    const name = given('firstname', 'lastname').join(' ');
    contacts.push({ id, name: name === '' ? null : name, emails: given('email'), phones: given('phone', 'mobilephone') });
  }
  return contacts;
}

/** What names a contact. */
const NAMING = ['firstname', 'lastname', 'email', 'phone', 'mobilephone'];

function idsWith(objects: HubSpotObjects, number: string, guard: Guard): Promise<string[]> {
  const values = phoneForms(number);
  return objects.search(guard, 'contacts', [
    { propertyName: 'phone', operator: 'IN', values },
    { propertyName: 'mobilephone', operator: 'IN', values },
  ]);
}
