import type { Change, CrmRecord, ObjectType, Properties } from '../records.js';
import { ago, escape, link } from './html.js';

interface Face {
  title(p: Properties): string;
  meta?(p: Properties): string | undefined;
  text?(p: Properties): string | undefined;
  pill?(p: Properties): readonly [label: string | undefined, tone: '' | 'bad' | 'warn'];
}

const due = (stamp: string | undefined): string | undefined => {
  const at = stamp && /^\d+$/.test(stamp) ? new Date(Number(stamp)) : new Date(stamp ?? '');
  return Number.isNaN(at.getTime()) ? undefined : `${at.toUTCString().slice(0, 22)} UTC`;
};
const money = (amount: string | undefined, currency: string | undefined): string => [amount, currency].filter(Boolean).join(' ');
const priorityTone = { HIGH: 'bad', MEDIUM: 'warn', LOW: '' } as const;

const faces: Readonly<Record<ObjectType, Face>> = {
  contacts: {
    title: (p) => [p.firstname, p.lastname].filter(Boolean).join(' ') || 'Unnamed contact',
    meta: (p) => [p.phone ?? p.mobilephone, p.email].filter(Boolean).join(' · '),
  },
  orders: {
    title: (p) => `Order ${p.hs_external_order_id ?? ''}: ${p.hs_order_name ?? ''}`,
    meta: (p) => money(p.hs_total_price, p.hs_currency_code),
    pill: (p) => [p.hs_external_order_status, p.hs_external_order_status === 'cancelled' ? 'bad' : ''],
  },
  invoices: {
    title: (p) => `Invoice ${p.hs_number ?? ''}: ${p.hs_title ?? ''}`,
    meta: (p) => money(p.hs_amount_billed, p.hs_currency),
    pill: (p) => (p.callmesh_hold ? [`on hold: ${p.callmesh_hold}`, 'warn'] : [p.hs_invoice_status, '']),
  },
  tickets: {
    title: (p) => p.subject ?? 'Ticket',
    text: (p) => p.content,
    pill: (p) => [p.hs_ticket_priority?.toLowerCase(), priorityTone[p.hs_ticket_priority as keyof typeof priorityTone] ?? ''],
  },
  tasks: {
    title: (p) => p.hs_task_subject ?? 'Task',
    meta: (p) => `due ${due(p.hs_timestamp) ?? 'at no set time'}`,
    text: (p) => p.hs_task_body,
    pill: (p) => [p.hs_task_status?.toLowerCase().replaceAll('_', ' '), ''],
  },
  calls: {
    title: (p) => p.hs_call_title ?? 'Call',
    meta: (p) => [due(p.hs_timestamp), p.hs_call_direction?.toLowerCase(), duration(p.hs_call_duration)].filter(Boolean).join(' · '),
    text: (p) => p.hs_call_body,
  },
};

function duration(ms: string | undefined): string | undefined {
  const seconds = Math.round(Number(ms) / 1_000);
  return seconds > 0 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min` : undefined;
}

/** One record as a card; what callmesh did to it stands out. */
export function card(record: CrmRecord, customers: readonly string[], now: Date): string {
  const face = faces[record.type];
  const p = record.properties;
  const [pill, tone] = face.pill?.(p) ?? [undefined, ''];
  const touched = record.byApi || record.changes.length > 0;
  const text = face.text?.(p);
  return [
    `<article class="card${touched ? ' touched' : ''}">`,
    `<div class="top"><h3>${escape(face.title(p))}</h3><span class="id">#${escape(record.id)}</span></div>`,
    `<p class="meta">${[customers.map(escape).join(', '), escape(face.meta?.(p) ?? '')].filter(Boolean).join(' · ')}${pill ? ` <span class="pill ${tone}">${escape(pill)}</span>` : ''}</p>`,
    text ? `<p class="text">${escape(text)}</p>` : '',
    ...(record.byApi ? [] : record.changes.filter((change) => !change.property.startsWith('callmesh_') || change.property === 'callmesh_hold').map(changed)),
    p.callmesh_quote && !text?.includes(p.callmesh_quote) ? `<blockquote>“${escape(p.callmesh_quote)}”</blockquote>` : '',
    touched ? origin(record, now) : '',
    '</article>',
  ].join('');
}

function changed({ property, before, after }: Change): string {
  const show = (value: string | null, tag: string): string => (value === null ? '<span class="none">none</span>' : `<${tag}>${escape(value)}</${tag}>`);
  return `<p class="change"><span class="field">${escape(property)}</span>${show(before, 's')} → ${show(after, 'b')}</p>`;
}

function origin({ properties: p, byApi, updatedAt }: CrmRecord, now: Date): string {
  const evidence = link(p.callmesh_evidence, 'evidence');
  const conversation = p.callmesh_conversation_id ? `call <code title="${escape(p.callmesh_conversation_id)}">${escape(p.callmesh_conversation_id.slice(0, 8))}</code>` : '';
  return `<p class="by">${[`${byApi ? 'made' : 'changed'} by callmesh ${ago(updatedAt, now)}`, conversation, evidence].filter(Boolean).join(' · ')}</p>`;
}
