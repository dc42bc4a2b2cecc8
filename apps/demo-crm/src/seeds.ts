import type { CrmRecord, ObjectType } from './records.js';
import type { CrmStore } from './store.js';

// The customers of "Larkfield Outdoor". Numbers are written as people write them, not in one form: whoever looks a caller up has to cope.
const people = [
  { key: 'violet', firstname: 'Violet', lastname: 'King', phone: '+14155550101' },
  { key: 'omar', firstname: 'Omar', lastname: 'Haddad', phone: '(415) 555-0102' },
  { key: 'greta', firstname: 'Greta', lastname: 'Lund', phone: '415-555-0103' },
  { key: 'paul', firstname: 'Paul', lastname: 'Reyes', phone: '+1 415 555 0104' },
  { key: 'ines', firstname: 'Ines', lastname: 'Duarte', phone: '4155550105' },
  { key: 'tom', firstname: 'Tom', lastname: 'Becker', mobilephone: '+14155550106' },
  { key: 'mary', firstname: 'Mary', lastname: 'Quill', phone: '(415) 555-0107' },
  { key: 'ben', firstname: 'Ben', lastname: 'Oakes', phone: '+14155550108' },
  // One number, two people: nobody may guess which of them called.
  { key: 'rosa', firstname: 'Rosa', lastname: 'Lindqvist', phone: '+14155550199' },
  { key: 'karl', firstname: 'Karl', lastname: 'Lindqvist', phone: '(415) 555-0199' },
] as const;

const orders = [
  { owner: 'violet', number: '48213', name: 'Family tent', price: '219.00', status: 'open' },
  { owner: 'violet', number: '48007', name: 'Tent pegs, set of 12', price: '14.50', status: 'shipped' },
  { owner: 'omar', number: '51877', name: 'Two sleeping bags', price: '129.00', status: 'open' },
  { owner: 'omar', number: '51902', name: 'Camping stove', price: '94.00', status: 'open' },
  { owner: 'mary', number: '60031', name: 'Rain jacket', price: '78.40', status: 'open' },
] as const;

const invoices = [{ owner: 'paul', number: '77120', title: 'Hiking boots', amount: '89.90' }] as const;

const fromTheStart = { byApi: false, indexedNow: true };

/** Makes what is missing; what is there is left as it is, so a seeding that was interrupted is completed. */
export async function seed(store: CrmStore): Promise<void> {
  const owners = new Map<string, string>();
  for (const { key, ...person } of people) {
    const email = `${person.firstname}.${person.lastname}@example.com`.toLowerCase();
    owners.set(key, (await ensure(store, 'contacts', 'email', { ...person, email })).id);
  }
  const belongTo = (fromType: 'orders' | 'invoices', fromId: string, owner: string): Promise<void> =>
    store.associate({ fromType, fromId, toType: 'contacts', toId: owners.get(owner) ?? '' });
  for (const order of orders) {
    const record = await ensure(store, 'orders', 'hs_external_order_id', {
      hs_external_order_id: order.number,
      hs_order_name: order.name,
      hs_external_order_status: order.status,
      hs_total_price: order.price,
      hs_currency_code: 'USD',
    });
    await belongTo('orders', record.id, order.owner);
  }
  for (const invoice of invoices) {
    const record = await ensure(store, 'invoices', 'hs_number', {
      hs_number: invoice.number,
      hs_title: invoice.title,
      hs_invoice_status: 'open',
      hs_amount_billed: invoice.amount,
      hs_currency: 'USD',
    });
    await belongTo('invoices', record.id, invoice.owner);
  }
}

async function ensure(store: CrmStore, type: ObjectType, key: string, properties: Record<string, string>): Promise<CrmRecord> {
  const known = store.list(type).find((record) => record.properties[key] === properties[key]);
  return known ?? store.create(type, properties, fromTheStart);
}
