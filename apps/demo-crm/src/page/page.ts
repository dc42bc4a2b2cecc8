import type { BadHabits } from '../habits.js';
import { objectTypes, type CrmRecord, type ObjectType } from '../records.js';
import type { CrmStore } from '../store.js';
import { card } from './card.js';
import { escape } from './html.js';
import { style } from './style.js';

const REFRESH_SECONDS = 4;

const sections: readonly (readonly [type: ObjectType, title: string, empty: string])[] = [
  ['orders', 'Orders', 'No orders.'],
  ['invoices', 'Invoices', 'No invoices.'],
  ['tickets', 'Tickets', 'No complaint has become a ticket yet.'],
  ['tasks', 'Tasks', 'Nobody has been promised a call back yet.'],
  ['calls', 'Calls', 'No call has been noted yet.'],
  ['contacts', 'Contacts', 'No contacts.'],
];

/** The whole CRM on one page, what changed last first. Plain HTML: it works without scripts and reloads itself. */
export function renderPage(store: CrmStore, habits: BadHabits, now: Date): string {
  const twice = doubled(store);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="${REFRESH_SECONDS}"><title>Larkfield Outdoor CRM</title><style>${style}</style></head><body>
<header><h1>Larkfield Outdoor<small>A small CRM with HubSpot's routes. Green marks what callmesh made or changed, with the words it rests on.</small></h1>
<nav>${sections.map(([type, title]) => `<a href="#${type}">${title}<b>${store.list(type).length}</b></a>`).join('')}</nav>
${twice.length > 0 ? `<p class="alarm">Made twice: ${twice.map(escape).join(', ')}</p>` : ''}</header>
<main>${sections.map(([type, title, empty]) => section(store, type, title, empty, now)).join('')}</main>
<footer>${escape(describe(habits))}</footer></body></html>`;
}

function section(store: CrmStore, type: ObjectType, title: string, empty: string, now: Date): string {
  const records = store.list(type).sort(newestFirst);
  const touched = records.filter((record) => record.byApi || record.changes.length > 0).length;
  const cards = records.map((record) => card(record, customersOf(store, record), now)).join('');
  const body = records.length > 0 ? `<div class="grid">${cards}</div>` : `<p class="empty">${empty}</p>`;
  return `<section id="${type}"><h2>${title}${touched > 0 ? `<span>${touched} by callmesh</span>` : ''}</h2>${body}</section>`;
}

const touchedAt = (record: CrmRecord): number => (record.byApi || record.changes.length > 0 ? Date.parse(record.updatedAt) : 0);

function newestFirst(a: CrmRecord, b: CrmRecord): number {
  return touchedAt(b) - touchedAt(a) || Number(a.id) - Number(b.id);
}

function customersOf(store: CrmStore, record: CrmRecord): string[] {
  if (record.type === 'contacts') return [];
  return store.linked(record.type, record.id, 'contacts').map((id) => {
    const { firstname = '', lastname = '' } = store.get('contacts', id).properties;
    return `${firstname} ${lastname}`.trim();
  });
}

/** Effects that exist more than once; there must never be one. */
function doubled(store: CrmStore): string[] {
  const keys = objectTypes.flatMap((type) => store.list(type).map((record) => record.properties.callmesh_effect_key ?? ''));
  return [...new Set(keys.filter((key, at) => key !== '' && keys.indexOf(key) !== at))];
}

function describe(habits: BadHabits): string {
  const [min, max] = habits.searchLagMs;
  return [
    `Its habits: the search index lags ${min}–${max} ms`,
    `${percent(habits.cutAfterCommit)} of writes are committed and the connection is cut before the answer`,
    `${percent(habits.rateLimit)} of requests are answered 429`,
    habits.refuseUniqueProperties ? 'unique properties are refused' : 'unique properties may be created',
    habits.down === 'no' ? 'it is up' : `it is ${habits.down}`,
  ].join('; ').concat('.');
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
